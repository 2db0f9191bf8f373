package dev.weft.agent.processor;

import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.weft.agent.transform.message.Wording;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The search for expressions that throw a coroutine away: a call as a statement, or as the body of a lambda or the target of a
 * method reference without a result.
 *
 * <p>Only what a method is declared to return counts: {@code map.put(key, coroutine)} gives a coroutine back and drops none
 * that it made. The call in {@code verify(mock).load()} runs nothing, so Mockito's are left alone.
 */
final class DroppedCoroutines extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final Trees trees; // constant after construction
    private final Elements elements; // constant after construction
    private final Types types; // constant after construction

    DroppedCoroutines(Trees trees, Elements elements, Types types) {
        this.trees = trees;
        this.elements = elements;
        this.types = types;
    }

    void scan(TypeElement type) {
        var path = trees.getPath(type);
        if (path != null) {
            scan(path, null);
        }
    }

    @Override
    public @Nullable Void visitExpressionStatement(ExpressionStatementTree statement, @Nullable Void none) {
        checkDropped(new TreePath(getCurrentPath(), statement.getExpression()));
        return super.visitExpressionStatement(statement, null);
    }

    @Override
    public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void none) {
        if (lambda.getBodyKind() == LambdaExpressionTree.BodyKind.EXPRESSION && hasNoResult(getCurrentPath())) {
            checkDropped(new TreePath(getCurrentPath(), lambda.getBody()));
        }
        return super.visitLambdaExpression(lambda, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void none) {
        if (hasNoResult(getCurrentPath())) {
            report(getCurrentPath());
        }
        return super.visitMemberReference(reference, null);
    }

    private void checkDropped(TreePath expression) {
        var tree = expression.getLeaf();
        if (tree instanceof ParenthesizedTree parentheses) {
            checkDropped(new TreePath(expression, parentheses.getExpression()));
        } else if (tree instanceof MethodInvocationTree call && !isOnVerifiedMock(expression, call.getMethodSelect())) {
            report(expression);
        }
    }

    /** Warns if the method called here is declared to return a coroutine that has not ended. */
    private void report(TreePath path) {
        if (trees.getElement(path) instanceof ExecutableElement method && makesCoroutine(method)) {
            var name = method.getSimpleName().toString();
            var warning = Wording.DROPPED_COROUTINE.at(ownerOf(method), name, null, 0, name);
            trees.printMessage(Kind.WARNING, CompilerText.of(warning), path.getLeaf(), path.getCompilationUnit());
        }
    }

    private boolean makesCoroutine(ExecutableElement method) {
        boolean ended = method.getSimpleName().contentEquals("completed")
                && ownerOf(method).equals("dev.weft.Weft");
        return !ended && isCoroutine(method.getReturnType());
    }

    private static String ownerOf(ExecutableElement method) {
        return String.valueOf(method.getEnclosingElement());
    }

    private boolean isCoroutine(TypeMirror type) {
        var coroutine = elements.getTypeElement("dev.weft.Coroutine");
        return coroutine != null
                && type.getKind() == TypeKind.DECLARED
                && types.isSubtype(types.erasure(type), types.erasure(coroutine.asType()));
    }

    private boolean isOnVerifiedMock(TreePath call, ExpressionTree selected) {
        if (selected instanceof MemberSelectTree select
                && select.getExpression() instanceof MethodInvocationTree receiver) {
            var called = trees.getElement(new TreePath(new TreePath(call, select), receiver));
            return called != null && elements.getPackageOf(called).toString().startsWith("org.mockito");
        }
        return false;
    }

    /** Whether the functional method of a lambda or a method reference returns nothing. */
    private boolean hasNoResult(TreePath function) {
        var target = trees.getTypeMirror(function);
        if (target == null || target.getKind() != TypeKind.DECLARED) {
            return false;
        }
        var type = (TypeElement) ((DeclaredType) target).asElement();
        for (var method : ElementFilter.methodsIn(elements.getAllMembers(type))) {
            if (isFunctional(method)) {
                return method.getReturnType().getKind() == TypeKind.VOID;
            }
        }
        return false;
    }

    /** An abstract method that no object has anyway, as {@code Comparator.equals} is. */
    private boolean isFunctional(ExecutableElement method) {
        return method.getModifiers().contains(Modifier.ABSTRACT) && !isOfObject(method);
    }

    private boolean isOfObject(ExecutableElement method) {
        var object = elements.getTypeElement("java.lang.Object");
        return ElementFilter.methodsIn(object.getEnclosedElements()).stream()
                .anyMatch(of -> of.getSimpleName().equals(method.getSimpleName())
                        && of.getParameters().size() == method.getParameters().size());
    }
}
