package dev.weft.agent.transform;

import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.emit.coroutine.CoroutineStyle;
import dev.weft.agent.transform.emit.generator.GeneratorStyle;
import dev.weft.agent.transform.emit.stage.StageStyle;
import dev.weft.agent.transform.emit.stress.StressStyle;
import java.util.List;

/** The styles in which methods are woven. */
final class Styles {
    /** The styles that the return type of a method chooses; the first that weaves what is returned does. */
    static final List<WeavingStyle> BY_RETURN_TYPE =
            List.of(new CoroutineStyle(), new StageStyle(), new GeneratorStyle());

    /** The style of stress mode. */
    static final WeavingStyle STRESS = new StressStyle();

    private Styles() {}
}
