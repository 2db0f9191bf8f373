package dev.weft.internal.insight;

import dev.weft.insight.Snapshot;
import dev.weft.internal.loop.OneLine;
import java.util.List;
import java.util.function.Consumer;

/** The text of a snapshot in JSON. */
public final class JsonText {

    private final StringBuilder text = new StringBuilder(); // the thread that writes

    private JsonText() {}

    /** Returns the text. */
    public static String of(Snapshot snapshot) {
        JsonText json = new JsonText();
        json.text.append("{\"loops\":");
        json.array(snapshot.loops(), json::loop);
        return json.text.append('}').toString();
    }

    private void loop(Snapshot.Loop loop) {
        text.append("{\"name\":").append(quoted(loop.name()));
        text.append(",\"thread\":").append(quoted(loop.thread()));
        text.append(",\"state\":").append(quoted(loop.state().name()));
        text.append(",\"consistent\":").append(loop.consistent());
        text.append(",\"heldUpAt\":");
        boolean heldUp = loop.state() == Snapshot.State.HELD_UP;
        text.append(heldUp ? quoted(Places.full(Places.guilty(loop.stack()))) : "null");
        text.append(",\"stack\":");
        array(loop.stack(), place -> text.append(quoted(place.toString())));
        text.append(",\"tasks\":");
        array(loop.tasks(), this::task);
        text.append('}');
    }

    private void task(Snapshot.Task task) {
        text.append("{\"id\":").append(task.id());
        text.append(",\"name\":").append(quoted(task.name()));
        text.append(",\"coroutine\":").append(quoted(task.coroutine()));
        text.append(",\"frames\":");
        array(task.frames(), this::frame);
        text.append(",\"waitsFor\":");
        wait(task.waitsFor());
        text.append(",\"cancelling\":").append(task.cancelling());
        text.append(",\"stillFor\":").append(task.stillFor()).append('}');
    }

    private void frame(Snapshot.Frame frame) {
        StackTraceElement place = frame.place();
        text.append("{\"place\":{\"class\":").append(quoted(place.getClassName()));
        text.append(",\"method\":").append(quoted(place.getMethodName()));
        text.append(",\"file\":").append(place.getFileName() == null ? "null" : quoted(place.getFileName()));
        text.append(",\"line\":").append(place.getLineNumber()).append("},\"locals\":");
        array(frame.locals(), this::local);
        text.append('}');
    }

    private void local(Snapshot.Local local) {
        text.append("{\"name\":").append(quoted(local.name()));
        text.append(",\"type\":").append(quoted(local.type()));
        text.append(",\"value\":").append(quoted(local.value())).append('}');
    }

    private void wait(Snapshot.Wait wait) {
        text.append("{\"kind\":").append(quoted(wait.kind().name()));
        text.append(",\"what\":").append(quoted(wait.what()));
        text.append(",\"on\":");
        array(wait.on(), text::append);
        text.append(",\"nanosLeft\":");
        text.append(wait.nanosLeft().map(String::valueOf).orElse("null")).append('}');
    }

    private <T> void array(List<T> elements, Consumer<? super T> writer) {
        text.append('[');
        for (int i = 0; i < elements.size(); i++) {
            text.append(i == 0 ? "" : ",");
            writer.accept(elements.get(i));
        }
        text.append(']');
    }

    private static String quoted(String string) {
        StringBuilder quoted = new StringBuilder(string.length() + 2).append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (OneLine.breaks(c) || c == '<' || Character.isSurrogate(c)) { // '<': so that a script can hold it
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
