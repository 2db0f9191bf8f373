package dev.weft;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The order of the runtime's rooms: what a package may know, and what leaves the module. */
class ArchitectureTest {
    private static final Set<String> PUBLIC_PACKAGES =
            Set.of("dev.weft", "dev.weft.abi", "dev.weft.sync", "dev.weft.net", "dev.weft.testing");

    private static final JavaClasses RUNTIME =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.weft");

    @Test
    void timers_whateverTheyCall_knowNothingElseOfWeft() {
        knowsOnly("dev.weft.internal.time", "dev.weft.internal.time");
    }

    @Test
    void poller_whateverItCalls_knowsNothingElseOfWeft() {
        knowsOnly("dev.weft.internal.io", "dev.weft.internal.io");
    }

    @Test
    void queues_whateverTheyCall_knowNothingElseOfWeftButJobs() {
        noClasses()
                .that()
                .haveFullyQualifiedName("dev.weft.internal.loop.ReadyQueue")
                .or()
                .haveFullyQualifiedName("dev.weft.internal.loop.MpscQueue")
                .or()
                .haveFullyQualifiedName("dev.weft.internal.loop.Wakeup")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.weft..").and(not(resideInAPackage("dev.weft.internal.loop"))))
                .because("a queue knows jobs, and not what they do")
                .check(RUNTIME);
    }

    @Test
    void loop_whateverItCalls_knowsNoTasks() {
        noClasses()
                .that()
                .resideInAPackage("dev.weft.internal.loop")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.weft..").and(not(resideInAPackage("dev.weft.internal.."))))
                .because("a turn runs jobs; what a task is stands above it")
                .check(RUNTIME);
    }

    @Test
    void runtime_whateverItCalls_dependsOnNothingButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.weft..", "java..", "org.jspecify.annotations")
                .because("a program that uses Weft gets no other library with it")
                .check(RUNTIME);
    }

    @Test
    void module_asWritten_exportsThePublicPackagesThatExistAndNoOther() throws IOException, URISyntaxException {
        var publicAndThere = RUNTIME.stream()
                .filter(type -> type.getModifiers().contains(PUBLIC)
                        && !type.getSimpleName().equals("package-info"))
                .map(type -> type.getPackageName())
                .filter(PUBLIC_PACKAGES::contains)
                .collect(Collectors.toSet());
        var home = Path.of(
                Async.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (InputStream moduleInfo = Files.newInputStream(home.resolve("module-info.class"))) {
            var module = ModuleDescriptor.read(moduleInfo);
            assertThat(module.exports())
                    .as(
                            "a package outside %s is internal: public there means public within the module",
                            PUBLIC_PACKAGES)
                    .noneMatch(Exports::isQualified)
                    .extracting(Exports::source)
                    .containsExactlyInAnyOrderElementsOf(publicAndThere);
        }
    }

    private static void knowsOnly(String room, String... known) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.weft..").and(not(resideInAnyPackage(known))))
                .because("what is below stays usable, and testable, alone: pass in what it needs by constructor")
                .check(RUNTIME);
    }
}
