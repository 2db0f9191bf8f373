package dev.weft.agent;

import dev.weft.agent.build.BuildWeaver;
import dev.weft.agent.transform.BlockingPolicies;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/**
 * The weaver as a plugin of Byte Buddy, for {@code byte-buddy-maven-plugin} and {@code byte-buddy-gradle-plugin}: it gives
 * the bytes that the agent makes. Byte Buddy comes with the build; the agent's jar has none.
 *
 * <ol>
 *   <li>Each class file is looked at before any is changed: most stay as they are, untouched by Byte Buddy too.
 *   <li>A class that awaits is woven as other plugins left it, and those after this one see it woven.
 *   <li>A refused method fails the build, with the message that the agent would print.
 * </ol>
 */
public final class BuildPlugin implements Plugin.WithPreprocessor {
    private final Set<String> related = ConcurrentHashMap.newKeySet(); // any thread; class names

    private final BlockingPolicies blocking; // constant after construction

    /** Called by Byte Buddy, which finds the class by its name. */
    public BuildPlugin() {
        this.blocking = BlockingPolicies.DEFAULT;
    }

    /**
     * Called by Byte Buddy if the build gives an argument.
     *
     * @param blocking the value of the agent's option {@code blocking=}, such as {@code refuse}; several are separated by
     *     commas
     * @throws IllegalArgumentException if there is a mistake in it
     */
    public BuildPlugin(String blocking) {
        try {
            var policies = BlockingPolicies.DEFAULT;
            for (var policy : blocking.split(",", -1)) {
                policies = policies.and(policy);
            }
            this.blocking = policies;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("weft-agent: the argument 'blocking' " + wrong.getMessage(), wrong);
        }
    }

    @Override
    public void onPreprocess(TypeDescription type, ClassFileLocator locator) {
        try {
            var file = locator.locate(type.getName());
            if (file.isResolved() && BuildWeaver.mayWeave(file.resolve())) {
                related.add(type.getName());
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("weft-agent: " + type.getName() + " cannot be read", unreadable);
        }
    }

    @Override
    public boolean matches(TypeDescription type) {
        return related.contains(type.getName());
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        return new WovenTypeBuilder<>(builder, type, locator, blocking);
    }

    @Override
    public void close() {
        related.clear();
    }
}
