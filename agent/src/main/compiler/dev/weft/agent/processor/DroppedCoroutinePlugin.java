package dev.weft.agent.processor;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.Trees;

/**
 * A plugin of javac that warns of a coroutine that is thrown away, where it happens.
 *
 * <p>javac starts it by itself when {@code weft-agent.jar} is on its processor path. Eclipse's compiler has no such plugins:
 * there {@code weave} and the agent report the same.
 */
public final class DroppedCoroutinePlugin implements Plugin {
    /** Called by javac. */
    public DroppedCoroutinePlugin() {}

    @Override
    public String getName() {
        return "WeftDroppedCoroutine";
    }

    @Override
    public boolean autoStart() {
        return true;
    }

    /** Has each class looked at once javac knows its types. */
    @Override
    public void init(JavacTask task, String... arguments) {
        var scanner = new DroppedCoroutines(Trees.instance(task), task.getElements(), task.getTypes());
        task.addTaskListener(new TaskListener() {
            @Override
            public void finished(TaskEvent event) {
                if (event.getKind() == TaskEvent.Kind.ANALYZE && event.getTypeElement() != null) {
                    scanner.scan(event.getTypeElement());
                }
            }
        });
    }
}
