package io.groundzero.backup.openpgp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bouncycastle.bcpg.SymmetricEncIntegrityPacket;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPMarker;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

import io.groundzero.backup.contracts.error.BackupException;

/** Opens a message: finds the session key that one of the keys opens, and the packet that it protects. */
final class EncryptedMessageReader {

    private static final int BUFFER = 256 * 1024;

    private EncryptedMessageReader() {
    }

    static InputStream open(InputStream in, DecryptionKeys keys) throws BackupException, IOException {
        MessageSource source = new MessageSource(in);
        BcPGPObjectFactory packets = new BcPGPObjectFactory(new BufferedInputStream(source, BUFFER));
        try {
            PGPPublicKeyEncryptedData message = choose(first(packets), keys);
            InputStream clear = message.getDataStream(
                    new AesDecryption(keys.key(message.getKeyID()).orElseThrow()));
            return new IntegrityProtectedInputStream(source, packets, message, clear);
        } catch (IOException | PGPException | RuntimeException e) {
            throw source.translate(e);
        }
    }

    private static PGPEncryptedDataList first(BcPGPObjectFactory packets) throws IOException {
        Object packet = packets.nextObject();
        while (packet instanceof PGPMarker) {
            packet = packets.nextObject();
        }
        if (packet instanceof PGPEncryptedDataList list) {
            return list;
        }
        throw new IntegrityException(packet == null ? "the message is empty" : "it is no encrypted OpenPGP message");
    }

    private static PGPPublicKeyEncryptedData choose(PGPEncryptedDataList list, DecryptionKeys keys)
            throws BackupException, IntegrityException {
        List<String> wanted = new ArrayList<>();
        for (PGPEncryptedData candidate : list) {
            if (!(candidate.getEncData() instanceof SymmetricEncIntegrityPacket packet)
                    || packet.getVersion() != SymmetricEncIntegrityPacket.VERSION_1) {
                throw new IntegrityException("the message is not integrity protected in the way that is accepted");
            }
            if (candidate instanceof PGPPublicKeyEncryptedData session) {
                Optional<PGPPrivateKey> key = keys.key(session.getKeyID());
                if (key.isPresent()) {
                    return session;
                }
                wanted.add(KeyNames.id(session.getKeyID()));
            }
        }
        throw DecryptionKeys.missing("the message is encrypted to the keys " + String.join(", ", wanted)
                + ", but only the keys " + keys.ids() + " are at hand", null);
    }
}
