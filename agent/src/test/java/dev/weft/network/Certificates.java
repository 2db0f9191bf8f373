package dev.weft.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that sign themselves, made by the JDK's keytool when they are first needed: of a server that is {@code localhost}
 * and 127.0.0.1, of one that is {@code other.test}, and of a client.
 */
final class Certificates {
    static final char[] PASSWORD = "weft-test".toCharArray();

    private static final Path DIRECTORY = makeAll();

    private Certificates() {}

    private static Path makeAll() {
        try {
            Path directory = Files.createTempDirectory("weft-certificates");
            List<Process> running = new ArrayList<>();
            running.add(make(directory, "server", "san=dns:localhost,ip:127.0.0.1"));
            running.add(make(directory, "other", "san=dns:other.test"));
            running.add(make(directory, "client", "san=dns:client.test"));
            for (Process each : running) {
                String output = new String(each.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (each.waitFor() != 0) {
                    throw new IllegalStateException("keytool has failed: " + output);
                }
            }
            for (String each : List.of("server", "other", "client")) {
                directory.resolve(each + ".p12").toFile().deleteOnExit();
            }
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process make(Path directory, String name, String extension) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        extension,
                        "-validity",
                        "3650",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        directory.resolve(name + ".p12").toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
    }

    /** Returns the file with a certificate and its key, under {@link #PASSWORD}. */
    static Path file(String name) {
        return DIRECTORY.resolve(name + ".p12");
    }

    private static KeyStore load(String name) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file(name))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    /** Returns a context that is somebody, or nobody, and trusts others. */
    static SSLContext context(@Nullable String self, String... trusted) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            if (self != null) {
                keys.init(load(self), PASSWORD);
            }
            KeyStore known = KeyStore.getInstance("PKCS12");
            known.load(null, null);
            for (String each : trusted) {
                known.setCertificateEntry(each, load(each).getCertificate(each));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(known);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(self == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
