package dev.weft.benchmarks.network;

import dev.weft.benchmarks.process.Jvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;

/**
 * The key of the servers that speak TLS, with a certificate that the generator trusts.
 *
 * @param file a key store
 */
record ServerKey(Path file) {
    private static final String PASSWORD = "benchmark";

    /** Makes a key with a JDK's keytool. */
    static ServerKey make(Path directory, Jvm jvm) throws IOException, InterruptedException {
        Path file = directory.resolve("server.p12");
        Path output = directory.resolve("keytool.txt");
        Path keytool = jvm.home().resolve("bin").resolve("keytool");
        String options =
                "-genkeypair -alias server -dname CN=localhost -keyalg EC -groupname secp256r1 -storetype PKCS12";
        var command = new ArrayList<>(List.of(keytool.toString()));
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("keytool has failed: " + Files.readString(output));
        }
        return new ServerKey(file);
    }

    /** Returns a context that has the key, and trusts it. */
    SSLContext context() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", store.getCertificate("server"));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Returns the engine of a new connection. */
    static SSLEngine engine(SSLContext context, boolean client) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(client);
        return engine;
    }
}
