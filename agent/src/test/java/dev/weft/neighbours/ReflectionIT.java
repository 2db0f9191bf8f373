package dev.weft.neighbours;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.Async;
import dev.weft.Coroutine;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;

/** Woven classes in the eyes of reflection, and of libraries that live by it. */
class ReflectionIT {
    /** A service with an asynchronous default method. */
    public interface Named {
        /** Its name. */
        String name();

        /** A greeting. */
        @Async
        default Coroutine<String> greet(String word) {
            await(yieldNow());
            return completed(word + " " + name());
        }
    }

    /** A service as a user writes it; not final, so that tools can extend it. */
    public static class Service implements Named {
        @Override
        public String name() {
            return "service";
        }

        /** Does something for a while. */
        @Async
        public Coroutine<List<String>> load(int count, String... words) throws IOException {
            await(yieldNow());
            if (count < 0) {
                throw new IOException("negative");
            }
            return completed(List.of(words).subList(0, count));
        }
    }

    /** A record that is data and does something. */
    public record Point(int x, int y) {
        /** Something asynchronous that looks like no property. */
        @Async
        public Coroutine<Point> moved(int by) {
            await(yieldNow());
            return completed(new Point(x + by, y + by));
        }
    }

    @Test
    void method_thatIsWoven_isDeclaredAsTheUserWroteIt() throws Exception {
        Method load = Service.class.getMethod("load", int.class, String[].class);
        assertThat(load.toGenericString())
                .isEqualTo("public dev.weft.Coroutine<java.util.List<java.lang.String>> " + Service.class.getName()
                        + ".load(int,java.lang.String...) throws java.io.IOException");
        assertThat(load.getModifiers() & ~0x80).isEqualTo(Modifier.PUBLIC); // 0x80: variable arguments
        assertThat(load.isSynthetic() || load.isBridge()).isFalse();
        assertThat(load.getParameters()).extracting(Parameter::getName).containsExactly("count", "words");
        assertThat(load.isAnnotationPresent(Async.class)).isTrue();
        Method greet = Named.class.getMethod("greet", String.class);
        assertThat(greet.isDefault()).isTrue();
    }

    @Test
    void methods_thatAreNotSynthetic_areThoseOfTheSource() {
        assertThat(Arrays.stream(Service.class.getDeclaredMethods()).filter(method -> !method.isSynthetic()))
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("name", "load");
        assertThat(Service.class.getDeclaredFields()).isEmpty();
        assertThat(Service.class.getMethods()).extracting(Method::getName).noneMatch(name -> name.contains("$weft"));
    }

    @Test
    void invoke_byReflection_givesTheCoroutine() throws Exception {
        var load = Service.class.getMethod("load", int.class, String[].class);
        var coroutine = (Coroutine<?>) load.invoke(new Service(), 1, new String[] {"a", "b"});
        assertThat(coroutine.state()).isEqualTo(Coroutine.State.CREATED);
        assertThat((Object) run(coroutine)).isEqualTo(List.of("a"));
    }

    @Test
    void proxy_ofAnInterfaceWithADefaultMethod_awaitsIt() {
        InvocationHandler handler = (proxy, method, arguments) ->
                method.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments) : "proxy";
        var proxy = (Named)
                Proxy.newProxyInstance(ReflectionIT.class.getClassLoader(), new Class<?>[] {Named.class}, handler);
        assertThat(run(proxy.greet("hello"))).isEqualTo("hello proxy");
    }

    @Test
    void subclass_thatALibraryGenerates_callsTheMethodItOverrides() throws Exception {
        try (var made = new ByteBuddy()
                .subclass(Service.class)
                .method(ElementMatchers.isDeclaredBy(Service.class).or(ElementMatchers.isDeclaredBy(Named.class)))
                .intercept(SuperMethodCall.INSTANCE)
                .make()) {
            var service = made.load(Service.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                    .getLoaded()
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(service.getClass()).isNotSameAs(Service.class);
            assertThat(run(service.load(1, "a", "b"))).containsExactly("a");
            assertThat(run(service.greet("hello"))).isEqualTo("hello service");
        }
    }

    @Test
    void mock_ofAWovenClass_givesWhatItIsTold() throws Exception {
        Service service = mock();
        when(service.load(1, "a")).thenReturn(completed(List.of("mocked")));
        assertThat(run(service.load(1, "a"))).containsExactly("mocked");
        verify(service).load(1, "a");
    }

    @Test
    void spy_ofAWovenClass_runsTheRealMethod() throws Exception {
        Service service = spy(new Service());
        when(service.name()).thenReturn("spy");
        assertThat(run(service.load(1, "a", "b"))).containsExactly("a");
        assertThat(run(service.greet("hello"))).isEqualTo("hello spy");
    }

    @Test
    void json_ofARecordWithAsyncMethods_isItsComponents() throws Exception {
        var json = new ObjectMapper();
        var text = json.writeValueAsString(new Point(1, 2));
        assertThat(text).isEqualTo("{\"x\":1,\"y\":2}");
        assertThat(run(json.readValue(text, Point.class).moved(1))).isEqualTo(new Point(2, 3));
    }
}
