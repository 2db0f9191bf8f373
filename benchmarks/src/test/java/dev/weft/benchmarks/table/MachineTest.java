package dev.weft.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

    @Test
    void processor_ofTwo_isTheFirstWithFamilyAndModel() {
        List<String> lines = List.of(
                "processor\t: 0",
                "cpu family\t: 25",
                "model\t\t: 1",
                "model name\t: AMD EPYC 7R13 Processor",
                "",
                "processor\t: 1",
                "cpu family\t: 6",
                "model\t\t: 207",
                "model name\t: Intel(R) Xeon(R) Processor");

        assertThat(Machine.processor(lines)).isEqualTo("AMD EPYC 7R13 Processor (family 25, model 1)");
    }

    @Test
    void processor_withoutAFamily_isItsNameAlone() {
        assertThat(Machine.processor(List.of("processor\t: 0", "model name\t: ARMv8 Processor rev 1 (v8l)")))
                .isEqualTo("ARMv8 Processor rev 1 (v8l)");
    }
}
