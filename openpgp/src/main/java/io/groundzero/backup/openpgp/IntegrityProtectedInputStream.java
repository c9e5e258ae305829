package io.groundzero.backup.openpgp;

import java.io.IOException;
import java.io.InputStream;

import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/** A message's content. Its end is only reached if the integrity check agrees and nothing else follows. */
final class IntegrityProtectedInputStream extends InputStream {

    private final MessageSource source;
    private final BcPGPObjectFactory outside;
    private final PGPPublicKeyEncryptedData message;
    private final BcPGPObjectFactory inside;
    /** The same as inside, unless the content is compressed. */
    private final BcPGPObjectFactory around;
    private final InputStream content;
    private IOException failure;
    private boolean ended;
    private boolean closed;

    IntegrityProtectedInputStream(MessageSource source, BcPGPObjectFactory outside, PGPPublicKeyEncryptedData message,
            InputStream clear) throws IOException, PGPException {
        this.source = source;
        this.outside = outside;
        this.message = message;
        this.inside = new BcPGPObjectFactory(clear);
        Object packet = inside.nextObject();
        if (packet instanceof PGPCompressedData compressed) {
            this.around = new BcPGPObjectFactory(compressed.getDataStream());
            packet = around.nextObject();
        } else {
            this.around = inside;
        }
        if (!(packet instanceof PGPLiteralData literal)) {
            throw new IntegrityException("the message does not hold plain data");
        }
        this.content = literal.getInputStream();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        try {
            int n = content.read(bytes, offset, length);
            if (n < 0) {
                requireIntact();
                ended = true;
            }
            return n;
        } catch (IOException | PGPException | RuntimeException e) {
            failure = source.translate(e);
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (source) {
            byte[] rest = new byte[64 * 1024];
            while (failure == null && read(rest, 0, rest.length) >= 0) {
                // only its end is of interest
            }
        }
    }

    private void requireIntact() throws IOException, PGPException {
        if (around.nextObject() != null || inside.nextObject() != null) {
            throw new IntegrityException("something follows the content inside of the message");
        }
        if (!message.verify()) {
            throw new IntegrityException("the message was changed: its integrity check fails");
        }
        if (outside.nextObject() != null) {
            throw new IntegrityException("something follows the message");
        }
    }
}
