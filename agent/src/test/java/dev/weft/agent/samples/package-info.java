/**
 * One class for each kind of code that awaits. Each public method is played in every timing and with every await failing
 * or cancelled, and compared with the same code and an await that blocks; as javac 17 wrote it, as Eclipse's compiler and
 * the newest javac do, with and without debug information.
 *
 * <table>
 *   <caption>What must suspend correctly, and where it is</caption>
 *   <tr><th>construct</th><th>samples</th></tr>
 *   <tr><td>expressions over a non-empty operand stack: dup forms, long and double, concatenation, array stores, compound
 *       assignment</td><td>OperandStack, StageStyle; every form of dup, with the generator of RandomBytecodeTest</td></tr>
 *   <tr><td>ternaries, switches, loops and handlers in the arguments of constructors</td>
 *       <td>PendingNew, StatementsInArgument; statements before {@code super()}: samples25.FlexibleConstructors</td></tr>
 *   <tr><td>loops, labelled break and continue, endless loops</td><td>Loops, OddFlow; loops entered in their middle:
 *       RandomBytecodeTest</td></tr>
 *   <tr><td>try, catch, finally, try-with-resources, awaits in each part, nested</td>
 *       <td>TryCatch, TryWithResources, OddFlow, OldJava; handlers that no compiler writes: AssembledCodeTest,
 *       RandomBytecodeTest</td></tr>
 *   <tr><td>switches over int, string, enum</td><td>Branches, OldJava</td></tr>
 *   <tr><td>switches over patterns and records, guards, sealed types, unnamed variables</td>
 *       <td>samples25.PatternSwitches, samples25.RecordPatterns</td></tr>
 *   <tr><td>lambdas, in initialisers and constructors too</td><td>Lambdas, Initialisers, Inheritance</td></tr>
 *   <tr><td>method references: static, bound, unbound, of super, varargs, {@code Weft::await}, constructors beside awaits</td>
 *       <td>Lambdas, MethodReferences</td></tr>
 *   <tr><td>local, inner, anonymous classes, records, enums with bodies, local records, enums and interfaces</td>
 *       <td>NestedClasses, Initialisers</td></tr>
 *   <tr><td>static, private, overloaded, varargs, recursive methods</td><td>Methods</td></tr>
 *   <tr><td>default, private and static interface methods, bridges, generic methods, overriding, super calls</td>
 *       <td>Inheritance, MethodReferences</td></tr>
 *   <tr><td>null-typed, never assigned, boolean, byte, char and short locals, arrays of arrays, merged interfaces,
 *       intersection types</td><td>OddLocals</td></tr>
 *   <tr><td>300 locals, 255 argument slots, 500 awaits, methods of 60,000 bytes</td><td>LimitsTest</td></tr>
 *   <tr><td>names that look like generated ones, letters of other alphabets</td><td>OddNames</td></tr>
 *   <tr><td>monitors beside awaits</td><td>Monitors</td></tr>
 *   <tr><td>code without nests, for Java 8</td><td>OldJava</td></tr>
 *   <tr><td>methods that return stages</td><td>StageStyle, Shop</td></tr>
 *   <tr><td>all that can be awaited, deep chains of calls</td><td>Awaited</td></tr>
 *   <tr><td>direct calls whose result is a number, a character or a truth value</td><td>UnboxedResults</td></tr>
 *   <tr><td>hidden classes, modules, odd loaders</td><td>the package neighbours, AgentLoadersIT</td></tr>
 * </table>
 */
package dev.weft.agent.samples;
