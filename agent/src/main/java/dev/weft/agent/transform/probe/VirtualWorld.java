package dev.weft.agent.transform.probe;

import dev.weft.agent.transform.code.RuntimeAbi;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The replacement of calls that ask the JDK for the time, or for chance.
 *
 * <pre>{@code
 * System.nanoTime()      ProbedTime.nanoTime()
 * LocalDate.now()        LocalDate.now(ProbedTime.clock(ZoneId.systemDefault()))
 * new Date()             new Date(ProbedTime.currentTimeMillis())
 * new Random()           new Random(ProbedChance.seed())
 * random.nextInt(9)      ProbedChance.of(random).nextInt(9)        // of a ThreadLocalRandom
 * }</pre>
 */
final class VirtualWorld {
    private static final String TIME = "java/time/";
    private static final String CLOCK = "java/time/Clock";
    private static final String ZONE = "java/time/ZoneId";
    private static final String RANDOM = "java/util/Random";
    private static final String LOCAL_RANDOM = "java/util/concurrent/ThreadLocalRandom";

    /** The types whose {@code now()} is of the default zone, and whose {@code now(zone)} is of another. */
    private static final Set<String> WITH_ZONE = Set.of(
            "LocalDate",
            "LocalDateTime",
            "LocalTime",
            "ZonedDateTime",
            "OffsetDateTime",
            "OffsetTime",
            "Year",
            "YearMonth",
            "MonthDay");

    private final ProbeSite site;

    VirtualWorld(ProbeSite site) {
        this.site = site;
    }

    /** Replaces a call, if it asks for time or chance; tells whether it does. */
    boolean replace(MethodInsnNode call) {
        if (call.getOpcode() == Opcodes.INVOKESTATIC) {
            var same = withSameDescriptor(call.owner, call.name, call.desc);
            if (same != null) {
                site.method.instructions.set(call, same);
                return true;
            }
            return replaceClock(call);
        }
        if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
            return replaceConstructor(call);
        }
        if (call.owner.equals(LOCAL_RANDOM) && call.name.startsWith("next")) {
            replaceLocalRandom(call);
            return true;
        }
        return false;
    }

    /** Replaces the method references among the arguments of a lambda, where a call has one stand-in. */
    static void replace(InvokeDynamicInsnNode dynamic) {
        for (int i = 0; i < dynamic.bsmArgs.length; i++) {
            if (dynamic.bsmArgs[i] instanceof Handle handle && handle.getTag() == Opcodes.H_INVOKESTATIC) {
                var same = withSameDescriptor(handle.getOwner(), handle.getName(), handle.getDesc());
                if (same != null) {
                    dynamic.bsmArgs[i] = new Handle(Opcodes.H_INVOKESTATIC, same.owner, same.name, same.desc, false);
                }
            }
        }
    }

    private static @Nullable MethodInsnNode withSameDescriptor(String owner, String name, String descriptor) {
        return switch (owner + "." + name + descriptor) {
            case "java/lang/System.nanoTime()J", "java/lang/System.currentTimeMillis()J" ->
                RuntimeAbi.probedTime(name, descriptor);
            case "java/time/Instant.now()Ljava/time/Instant;" -> RuntimeAbi.probedTime("instant", descriptor);
            case "java/time/Clock.systemUTC()Ljava/time/Clock;",
                    "java/time/Clock.systemDefaultZone()Ljava/time/Clock;" -> RuntimeAbi.probedTime(name, descriptor);
            case "java/time/Clock.system(Ljava/time/ZoneId;)Ljava/time/Clock;" ->
                RuntimeAbi.probedTime("clock", descriptor);
            case "java/lang/Math.random()D", "java/lang/StrictMath.random()D" ->
                RuntimeAbi.probedChance("random", descriptor);
            case "java/util/UUID.randomUUID()Ljava/util/UUID;", "java/util/Collections.shuffle(Ljava/util/List;)V" ->
                RuntimeAbi.probedChance(name, descriptor);
            default -> null;
        };
    }

    /** {@code LocalDate.now()} and {@code LocalDate.now(zone)}. */
    private boolean replaceClock(MethodInsnNode call) {
        if (!call.owner.startsWith(TIME)
                || !call.name.equals("now")
                || !WITH_ZONE.contains(call.owner.substring(TIME.length()))) {
            return false;
        }
        var code = new InsnList();
        if (call.desc.startsWith("()")) {
            code.add(RuntimeAbi.probedTime("systemDefaultZone", "()L" + CLOCK + ";"));
        } else if (call.desc.startsWith("(L" + ZONE + ";)")) {
            code.add(RuntimeAbi.probedTime("clock", "(L" + ZONE + ";)L" + CLOCK + ";"));
        } else {
            return false;
        }
        site.method.instructions.insertBefore(call, code);
        call.desc = "(L" + CLOCK + ";)" + call.desc.substring(call.desc.indexOf(')') + 1);
        return true;
    }

    /** {@code new Date()} and {@code new Random()}, also as {@code super()}. */
    private boolean replaceConstructor(MethodInsnNode call) {
        if (!call.name.equals("<init>") || !call.desc.equals("()V")) {
            return false;
        }
        if (call.owner.equals("java/util/Date")) {
            site.method.instructions.insertBefore(call, RuntimeAbi.probedTime("currentTimeMillis", "()J"));
        } else if (call.owner.equals(RANDOM)) {
            site.method.instructions.insertBefore(call, RuntimeAbi.probedChance("seed", "()J"));
        } else {
            return false;
        }
        call.desc = "(J)V";
        return true;
    }

    private void replaceLocalRandom(MethodInsnNode call) {
        var code = new InsnList();
        code.add(site.storeArguments(call));
        code.add(RuntimeAbi.probedChance("of", "(L" + LOCAL_RANDOM + ";)L" + RANDOM + ";"));
        code.add(site.loadArguments(call));
        site.method.instructions.insertBefore(call, code);
        call.owner = RANDOM;
    }
}
