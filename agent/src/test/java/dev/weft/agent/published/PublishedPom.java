package dev.weft.agent.published;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A POM, as text by paths of elements.
 *
 * @param project its outermost element
 */
record PublishedPom(Element project) {
    static PublishedPom read(Path file) throws Exception {
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        return new PublishedPom(document.getDocumentElement());
    }

    /** The names of the elements directly below the outermost one. */
    List<String> elements() {
        return children(project.getChildNodes()).map(Node::getNodeName).toList();
    }

    /** The text of each element at a path such as {@code licenses/license/name}. */
    List<String> texts(String path) {
        var found = List.of(project);
        for (var name : path.split("/", -1)) {
            found = found.stream()
                    .flatMap(element -> children(element.getChildNodes()))
                    .filter(element -> element.getNodeName().equals(name))
                    .toList();
        }
        return found.stream().map(element -> element.getTextContent().strip()).toList();
    }

    private static Stream<Element> children(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}
