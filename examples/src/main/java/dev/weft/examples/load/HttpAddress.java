package dev.weft.examples.load;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The form of addresses on the command line: those that have scheme http, a host and a port. */
final class HttpAddress implements ITypeConverter<URI> {
    @Override
    public URI convert(String value) throws URISyntaxException {
        URI address = new URI(value);
        if (!"http".equals(address.getScheme()) || address.getHost() == null || address.getPort() < 0) {
            throw new TypeConversionException("'" + value + "' is not like http://127.0.0.1:8080/");
        }
        return address;
    }
}
