package dev.weft.abi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class UnboxedResultTest {

    @Test
    void box_ofEachType_isThatOfTheValue() {
        for (int value : new int[] {0, -1, 127, 128, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(UnboxedResult.boxInteger(value)).isEqualTo(value);
        }
        assertThat(UnboxedResult.boxShort(Short.MIN_VALUE)).isEqualTo(Short.MIN_VALUE);
        assertThat(UnboxedResult.boxByte(-1)).isEqualTo((byte) -1);
        assertThat(UnboxedResult.boxCharacter(Character.MAX_VALUE)).isEqualTo(Character.MAX_VALUE);
        assertThat(UnboxedResult.boxBoolean(0)).isEqualTo(false);
        assertThat(UnboxedResult.boxBoolean(1)).isEqualTo(true);
    }

    @Test
    void box_ofSuspended_isSuspended() {
        List<LongFunction<Object>> boxes = List.of(
                UnboxedResult::boxInteger,
                UnboxedResult::boxShort,
                UnboxedResult::boxByte,
                UnboxedResult::boxCharacter,
                UnboxedResult::boxBoolean);
        assertThat(boxes)
                .allSatisfy(
                        box -> assertThat(box.apply(UnboxedResult.SUSPENDED)).isSameAs(Frame.SUSPENDED));
    }
}
