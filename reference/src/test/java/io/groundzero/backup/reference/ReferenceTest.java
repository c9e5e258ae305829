package io.groundzero.backup.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written about the settings is what the sources say. */
class ReferenceTest {

    /** Set by each service for itself, not by users. */
    private static final String INTERNAL = "gz.service";
    private static final Path ROOT = Path.of(System.getProperty("gz.root"));

    private static Sources sources;
    private static List<Service> services;
    private static Map<Path, String> files;

    @BeforeAll
    static void read() throws Exception {
        sources = new Sources(ROOT);
        services = sources.services();
        files = Reference.files(ROOT);
    }

    static Stream<Path> paths() {
        return Stream.of(Reference.PAGE, Reference.VARIABLES);
    }

    @ParameterizedTest
    @MethodSource("paths")
    void fileIsWhatTheSourcesSay(Path file) throws Exception {
        assertThat(Files.readString(ROOT.resolve(file)))
                .as("%s is out of date: make docs writes it, then look at what changed and commit it", file)
                .isEqualTo(files.get(file));
    }

    @Test
    void allFiveServicesAreFound() {
        assertThat(services).extracting(Service::name).containsExactly("dumper", "encryptor", "shipper", "verifier",
                "gateway");
    }

    @Test
    void everyMappingIsUsedByAService() throws Exception {
        assertThat(sources.mappings()).filteredOn(mapping -> !mapping.prefix().equals(INTERNAL))
                .allSatisfy(mapping -> assertThat(services).as("who names %s in Settings.of(…)", mapping.type())
                        .anySatisfy(service -> assertThat(service.mappings()).contains(mapping)));
    }

    @Test
    void everySettingSaysWhatItMeansAndWhichValuesAreGood() {
        assertThat(services).flatExtracting(Service::mappings).allSatisfy(mapping -> {
            Mapping one = (Mapping) mapping;
            assertThat(one.meaning()).as("the comment of %s", one.type()).isNotEmpty();
            assertThat(one.settings()).allSatisfy(setting -> {
                assertThat(setting.meaning()).as("the comment of %s", setting.property()).isNotEmpty();
                assertThat(setting.limited())
                        .as("whether %s has an annotation of the module settings, such as @Between",
                                setting.property())
                        .isTrue();
            });
        });
    }

    @Test
    void everySecretIsDescribed() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/secrets.md"));

        assertThat(services).flatExtracting(Service::mappings).flatExtracting(mapping -> ((Mapping) mapping).settings())
                .map(Setting.class::cast).filteredOn(setting -> setting.kind() == Setting.Kind.SECRET).isNotEmpty()
                .allSatisfy(setting -> assertThat(page).contains("`" + setting.variable() + "`"));
    }
}
