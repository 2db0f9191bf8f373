package dev.weft.internal.coroutine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The place in code of the program at which something is created, in debug mode. */
public final class CreationPlace {

    /* The types that a program calls to create a task, and what of the JDK may be between. */
    private static final Pattern FACES =
            Pattern.compile("dev\\.weft\\.(sync\\.|net\\.|testing\\.|junit\\.)*[^.]+|javax?\\..*|jdk\\..*");

    private CreationPlace() {}

    /** Returns the innermost place of the calling thread in code of the program; null if there is none. */
    public static @Nullable StackTraceElement here() {
        List<StackTraceElement> own = new ArrayList<>(1);
        for (StackTraceElement element : new Throwable().getStackTrace()) {
            if (own.isEmpty() && !FACES.matcher(element.getClassName()).matches()) {
                LogicalTrace.addOwn(element, own);
            }
        }
        return own.isEmpty() ? null : own.get(0);
    }
}
