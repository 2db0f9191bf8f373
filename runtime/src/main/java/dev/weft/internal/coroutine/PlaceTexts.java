package dev.weft.internal.coroutine;

import dev.weft.abi.Frame;
import java.util.HashMap;
import java.util.Map;

/**
 * The places of chains of activations as texts, such as {@code app.Shop.order(Shop.java:17)}. Each text is made once, so a
 * place that is asked for often costs a look into a map.
 */
public final class PlaceTexts {

    private final Map<String, Map<Integer, String>> texts =
            new HashMap<>(); // the thread that asks: by description and point

    /** Creates a map that knows no text yet. */
    public PlaceTexts() {}

    /** Returns the innermost place of a chain in code of the program; if there is none, of its innermost activation. */
    public String of(Frame<?> leaf) {
        Frame<?> own = leaf;
        while (own.parent != null && isWeft(own.describe())) {
            own = own.parent;
        }
        Frame<?> shown = isWeft(own.describe()) ? leaf : own;
        return text(shown.describe(), shown.point);
    }

    private String text(String description, int point) {
        Map<Integer, String> ofMethod = texts.get(description);
        if (ofMethod == null) {
            ofMethod = new HashMap<>();
            texts.put(description, ofMethod);
        }
        String text = ofMethod.get(point);
        if (text == null) {
            text = FrameDescription.place(description, point).toString();
            ofMethod.put(point, text);
        }
        return text;
    }

    /** Tells whether an activation is one of Weft's own, whose descriptions have no lines. */
    private static boolean isWeft(String description) {
        return description.startsWith("dev.weft.") && description.indexOf('\n') < 0;
    }
}
