package dev.weft.agent.transform;

import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.emit.coroutine.CoroutineStyle;
import dev.weft.agent.transform.emit.coroutine.TestStyle;
import dev.weft.agent.transform.emit.generator.GeneratorStyle;
import dev.weft.agent.transform.emit.stage.StageStyle;
import dev.weft.agent.transform.emit.stress.StressStyle;
import dev.weft.agent.transform.scan.MethodStyles;
import java.util.List;

/** The styles in which methods are woven. */
final class Styles {
    /** The styles of methods that await. */
    static final MethodStyles<WeavingStyle> AWAITING =
            new MethodStyles<>(List.of(new CoroutineStyle(), new StageStyle(), new GeneratorStyle()), new TestStyle());

    /** The same in code under test. */
    static final MethodStyles<WeavingStyle> PROBED = new MethodStyles<>(
            List.of(CoroutineStyle.probed(), new StageStyle(), new GeneratorStyle()), new TestStyle());

    /** The style of stress mode. */
    static final WeavingStyle STRESS = new StressStyle();

    private Styles() {}
}
