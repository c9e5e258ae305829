package io.groundzero.backup.openpgp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Date;
import java.util.List;

import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/**
 * Writes one message: session keys, then an integrity protected packet with literal binary data in it. Neither a name
 * nor a time is in it. Not compressed: what comes is compressed already.
 */
final class EncryptedMessageWriter extends FilterOutputStream {

    /** Sizes of the partial packets; memory for one of each is all that a message of any size needs. */
    private static final int ENCRYPTED_PART = 1 << 18;
    private static final int LITERAL_PART = 1 << 17;

    private final OutputStream sink;
    private final PGPEncryptedDataGenerator encryption;
    private final OutputStream encrypted;
    private boolean closed;

    private EncryptedMessageWriter(OutputStream literal, PGPEncryptedDataGenerator encryption, OutputStream encrypted,
            OutputStream sink) {
        super(literal);
        this.encryption = encryption;
        this.encrypted = encrypted;
        this.sink = sink;
    }

    static OutputStream open(OutputStream sink, List<PGPPublicKey> keys) throws IOException {
        PGPEncryptedDataGenerator encryption = new PGPEncryptedDataGenerator(new AesEncryption());
        keys.forEach(key -> encryption.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(key)));
        try {
            OutputStream encrypted = encryption.open(new Unclosed(sink), new byte[ENCRYPTED_PART]);
            OutputStream literal = new PGPLiteralDataGenerator().open(encrypted, PGPLiteralData.BINARY, "", new Date(0),
                    new byte[LITERAL_PART]);
            return new EncryptedMessageWriter(literal, encryption, encrypted, sink);
        } catch (PGPException e) {
            throw new IOException("cannot encrypt: " + e.getMessage(), e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
    }

    @Override
    public void flush() {
        // nothing is complete before the end
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        out.close();
        encrypted.close();
        encryption.close();
        sink.flush();
    }

    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            // the packets' writer flushes after each part
        }

        @Override
        public void close() {
            // the caller's
        }
    }
}
