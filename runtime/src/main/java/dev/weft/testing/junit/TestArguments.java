package dev.weft.testing.junit;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.conversion.ConversionSupport;

/** One set of arguments of a test method. The parameters behind them are for other extensions to resolve. */
final class TestArguments implements ParameterResolver {

    private final @Nullable Object[] values; // constant after construction

    TestArguments(@Nullable Object[] values) {
        this.values = values.clone();
    }

    /** Returns the arguments as text, with a separator behind them if there are any. */
    String prefix() {
        return Arrays.stream(values)
                .map(value -> (value instanceof Named<?> named ? named.getName() : String.valueOf(value)) + ", ")
                .collect(Collectors.joining());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getIndex() < values.length
                && parameter.getDeclaringExecutable().equals(context.getRequiredTestMethod());
    }

    /** Returns an argument; a text as what the parameter is declared to be, by JUnit's implicit conversion. */
    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Object value = values[parameter.getIndex()];
        Object argument = value instanceof Named<?> named ? named.getPayload() : value;
        Class<?> type = parameter.getParameter().getType();
        return argument instanceof String text && !type.isInstance(text)
                ? ConversionSupport.convert(
                        text, type, context.getRequiredTestClass().getClassLoader())
                : argument;
    }
}
