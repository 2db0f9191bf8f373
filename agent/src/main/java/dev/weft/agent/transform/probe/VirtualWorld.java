package dev.weft.agent.transform.probe;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The replacement of calls that ask the JDK for the time, or for chance.
 *
 * <pre>{@code
 * System.nanoTime()            ProbedTime.nanoTime()
 * LocalDate.now()              LocalDate.now(ProbedTime.clock(ZoneId.systemDefault()))
 * Calendar.getInstance(zone)   ProbedTime.set(Calendar.getInstance(zone))
 * new Date()                   new Date(ProbedTime.currentTimeMillis())
 * new GregorianCalendar(zone)  ProbedTime.set(new GregorianCalendar(zone))
 * super(zone)                  super(zone); ProbedTime.set(this)   // of a GregorianCalendar
 * chronology.dateNow()         chronology.dateNow(ProbedTime.systemDefaultZone())
 * new Random()                 new Random(ProbedChance.seed())
 * random.nextInt(9)            ProbedChance.of(random).nextInt(9)
 * }</pre>
 */
final class VirtualWorld {
    private static final String TIME = "java/time/";
    private static final String CLOCK = "java/time/Clock";
    private static final String ZONE = "java/time/ZoneId";
    private static final String DATE = "java/util/Date";
    private static final String CALENDAR = "java/util/Calendar";
    private static final String GREGORIAN = "java/util/GregorianCalendar";
    private static final String RANDOM = "java/util/Random";
    private static final String GENERATOR = "java/util/random/RandomGenerator";

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
            "MonthDay",
            "chrono/HijrahDate",
            "chrono/JapaneseDate",
            "chrono/MinguoDate",
            "chrono/ThaiBuddhistDate");

    /** The types of sources of chance that have no seed, and those as which they are passed on. */
    private static final Set<String> CHANCE =
            Set.of(RANDOM, "java/util/concurrent/ThreadLocalRandom", "java/security/SecureRandom", GENERATOR);

    private final ProbeSite site;

    VirtualWorld(ProbeSite site) {
        this.site = site;
    }

    /** Replaces a call, if it asks for time or chance; tells whether it does. */
    boolean replace(MethodInsnNode call) {
        return switch (call.getOpcode()) {
            case Opcodes.INVOKESTATIC -> replaceStatic(call);
            case Opcodes.INVOKESPECIAL -> call.name.equals("<init>") && replaceConstructor(call);
            default -> replaceChronology(call) || replaceChance(call);
        };
    }

    private boolean replaceStatic(MethodInsnNode call) {
        var standIn = standInOf(call);
        if (standIn != null) {
            site.method.instructions.set(call, standIn);
            return true;
        }
        if (call.owner.equals(CALENDAR) && call.name.equals("getInstance")) {
            site.method.instructions.insert(
                    call, RuntimeAbi.probedTime("set", "(L" + CALENDAR + ";)L" + CALENDAR + ";"));
            return true;
        }
        return replaceClock(call);
    }

    private static @Nullable MethodInsnNode standInOf(MethodInsnNode call) {
        return switch (call.owner) {
            case "java/lang/System" ->
                call.name.equals("nanoTime") || call.name.equals("currentTimeMillis")
                        ? RuntimeAbi.probedTime(call.name, call.desc)
                        : null;
            case "java/time/Instant" -> call.desc.startsWith("()") ? renamed(call, "now", "instant") : null;
            case "java/time/InstantSource" -> call.name.equals("system") ? systemUtc() : null;
            case CLOCK -> ofClock(call);
            case "java/lang/Math", "java/lang/StrictMath" ->
                call.name.equals("random") ? RuntimeAbi.probedChance("random", call.desc) : null;
            case "java/util/UUID" ->
                call.name.equals("randomUUID") ? RuntimeAbi.probedChance(call.name, call.desc) : null;
            case "java/util/Collections" ->
                call.name.equals("shuffle") && call.desc.equals("(Ljava/util/List;)V")
                        ? RuntimeAbi.probedChance("shuffle", call.desc)
                        : null;
            case GENERATOR ->
                call.name.equals("getDefault") || call.name.equals("of")
                        ? RuntimeAbi.probedChance("generator", call.desc)
                        : null;
            default -> null;
        };
    }

    private static @Nullable MethodInsnNode renamed(MethodInsnNode call, String name, String standIn) {
        return call.name.equals(name) ? RuntimeAbi.probedTime(standIn, call.desc) : null;
    }

    private static MethodInsnNode systemUtc() {
        return RuntimeAbi.probedTime("systemUTC", "()L" + CLOCK + ";");
    }

    private static @Nullable MethodInsnNode ofClock(MethodInsnNode call) {
        return switch (call.name) {
            case "systemUTC", "systemDefaultZone", "tickMillis", "tickSeconds", "tickMinutes" ->
                RuntimeAbi.probedTime(call.name, call.desc);
            case "system" -> RuntimeAbi.probedTime("clock", call.desc);
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
        return passClock(call);
    }

    /** {@code IsoChronology.INSTANCE.dateNow()} and {@code dateNow(zone)}. */
    private boolean replaceChronology(MethodInsnNode call) {
        return call.owner.startsWith(TIME + "chrono/")
                && call.owner.endsWith("Chronology")
                && call.name.equals("dateNow")
                && passClock(call);
    }

    /** Passes a clock in place of a zone or of nothing. */
    private boolean passClock(MethodInsnNode call) {
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

    /** {@code new Date()} and {@code new Random()}, also as {@code super()}; and {@code new GregorianCalendar(...)}. */
    private boolean replaceConstructor(MethodInsnNode call) {
        if (call.owner.equals(GREGORIAN)) {
            return replaceCalendar(call);
        }
        if (!call.desc.equals("()V")) {
            return false;
        }
        switch (call.owner) {
            case DATE -> site.method.instructions.insertBefore(call, RuntimeAbi.probedTime("currentTimeMillis", "()J"));
            case RANDOM, "java/util/SplittableRandom" ->
                site.method.instructions.insertBefore(call, RuntimeAbi.probedChance("seed", "()J"));
            default -> {
                return false;
            }
        }
        call.desc = "(J)V";
        return true;
    }

    /** The constructors that begin with an int are given their time. */
    private boolean replaceCalendar(MethodInsnNode call) {
        if (call.desc.startsWith("(I")) {
            return false;
        }
        var creation = creationOf(call);
        if (creation != null && !leavesObject(creation)) {
            return false;
        }
        var code = new InsnList();
        code.add(creation == null ? new VarInsnNode(Opcodes.ALOAD, 0) : new InsnNode(Opcodes.DUP));
        code.add(RuntimeAbi.probedTime("set", "(L" + CALENDAR + ";)L" + CALENDAR + ";"));
        code.add(new InsnNode(Opcodes.POP));
        site.method.instructions.insert(call, code);
        return true;
    }

    /** Returns the instruction that creates the object of a constructor; null for {@code super()}. */
    private static @Nullable AbstractInsnNode creationOf(MethodInsnNode constructor) {
        int others = 0; // created within the arguments
        AbstractInsnNode at = constructor.getPrevious();
        for (; at != null; at = at.getPrevious()) {
            if (at instanceof MethodInsnNode call && call.name.equals("<init>") && call.owner.equals(GREGORIAN)) {
                others++;
            } else if (at instanceof TypeInsnNode created
                    && created.getOpcode() == Opcodes.NEW
                    && created.desc.equals(GREGORIAN)
                    && --others < 0) {
                return created;
            }
        }
        return null;
    }

    /** Tells whether the created object is on top of the stack when its constructor has returned. */
    private static boolean leavesObject(AbstractInsnNode creation) {
        var next = Instructions.nextReal(creation);
        return next != null && next.getOpcode() == Opcodes.DUP;
    }

    private boolean replaceChance(MethodInsnNode call) {
        if (call.owner.equals(GENERATOR + "Factory") && call.name.equals("create") && call.desc.startsWith("()")) {
            site.method.instructions.set(
                    call, RuntimeAbi.probedChance("create", "(L" + call.owner + ";)L" + GENERATOR + ";"));
            return true;
        }
        if (!CHANCE.contains(call.owner) || !isDrawn(call.name)) {
            return false;
        }
        var passedOn = call.owner.equals(GENERATOR) ? GENERATOR : RANDOM;
        var code = new InsnList();
        code.add(site.storeArguments(call));
        code.add(RuntimeAbi.probedChance("of", "(L" + passedOn + ";)L" + passedOn + ";"));
        code.add(site.loadArguments(call));
        site.method.instructions.insertBefore(call, code);
        call.owner = passedOn;
        return true;
    }

    private static boolean isDrawn(String name) {
        return name.startsWith("next") || name.equals("ints") || name.equals("longs") || name.equals("doubles");
    }
}
