package dev.weft.testing.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclaration;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The parameters of a test method, as sources of arguments ask for them since JUnit 5.13. With an older JUnit this class cannot be
 * loaded, so no other may name it in a signature.
 */
final class DeclaredParameters implements ParameterDeclarations {

    private final Method test; // constant after construction
    private final List<ParameterDeclaration> all; // constant after construction

    DeclaredParameters(Method test) {
        this.test = test;
        Parameter[] parameters = test.getParameters();
        all = IntStream.range(0, parameters.length)
                .<ParameterDeclaration>mapToObj(index -> new Declared(parameters[index], index))
                .toList();
    }

    /** Returns the arguments of a provider for a test method. */
    static Stream<? extends Arguments> provide(ArgumentsProvider provider, ExtensionContext context) throws Exception {
        return provider.provideArguments(new DeclaredParameters(context.getRequiredTestMethod()), context);
    }

    @Override
    public AnnotatedElement getSourceElement() {
        return test;
    }

    @Override
    public Optional<ParameterDeclaration> getFirst() {
        return get(0);
    }

    @Override
    public List<ParameterDeclaration> getAll() {
        return all;
    }

    @Override
    public Optional<ParameterDeclaration> get(int parameterIndex) {
        return all.stream().skip(parameterIndex).findFirst();
    }

    @Override
    public String getSourceElementDescription() {
        return "method [" + test.toGenericString() + "]";
    }

    private record Declared(Parameter parameter, int index) implements ParameterDeclaration {

        @Override
        public AnnotatedElement getAnnotatedElement() {
            return parameter;
        }

        @Override
        public Class<?> getParameterType() {
            return parameter.getType();
        }

        @Override
        public int getParameterIndex() {
            return index;
        }

        @Override
        public Optional<String> getParameterName() {
            return parameter.isNamePresent() ? Optional.of(parameter.getName()) : Optional.empty();
        }
    }
}
