extension RuleID {
    /// What the rule asks for, why, and what cures a breach.
    var description: RuleDescription {
        let (what, why, cure) = texts
        return RuleDescription(
            id: rawValue, what: what, why: why, cure: cure, example: example)
    }

    private var texts: (String, String, String) {
        switch rawValue.first {
        case "H": markupTexts
        case "L": linkTexts
        case "A": accessibilityTexts
        case "S": searchTexts
        case "P": privacyTexts
        default: publicationTexts
        }
    }

    private var markupTexts: (String, String, String) {
        switch self {
        case .notWellFormed:
            (
                "The document is well-formed XML.",
                "A page that an XML parser cannot read is read differently by every browser.",
                "Close every tag, quote every attribute, write & as &amp; and < as &lt;."
            )
        case .unknownElement:
            (
                "Every element belongs to the profile.",
                "A misspelt element is a nameless box, and an embedded one may run foreign code.",
                "Correct the name, or use the element that the profile has for the purpose."
            )
        case .unknownAttribute:
            (
                "Every attribute belongs to its element.",
                "A misplaced attribute does nothing, and nobody notices.",
                "Correct the name or remove it; data-* attributes must be listed in the profile."
            )
        case .missingAttribute:
            (
                "Required attributes are present.",
                "The element has no effect without them.", "Add the attribute."
            )
        case .childNotAllowed:
            (
                "Elements stand only where HTML lets them.",
                "The HTML parser moves or closes misplaced elements: the page that shows is another.",
                "Move the element, or use another for its parent."
            )
        case .duplicateID:
            (
                "An id names one element.", "Links and labels reach the first of them only.",
                "Give each element an id of its own."
            )
        case .placeholderLeak:
            (
                "No template syntax and no debug value shows.",
                "Readers see {{name}}, Optional(…), NaN or a replacement character instead of content.",
                "Mend the template or the value. Inside code and pre such text is allowed."
            )
        case .missingChild:
            (
                "Elements have the children they cannot do without.",
                "A list of details without summary, or a table without body, is incomplete.",
                "Add the child, in the place that the message names."
            )
        case .textNotAllowed:
            (
                "Characters stand only where text is allowed.",
                "The HTML parser moves stray text out of tables and lists.",
                "Put the text into a cell, an item or a paragraph."
            )
        case .forbiddenAncestor:
            (
                "No link in a link, form in a form, heading in a term, and their like.",
                "The HTML parser closes the outer one; assistive software loses the inner.",
                "Take the inner element out of the outer one."
            )
        case .badValue:
            (
                "Attribute values have the form that HTML and SVG define.",
                "A wrong value is ignored, or drops a shape from a chart.",
                "Write the value in the form that the message names."
            )
        case .danglingReference:
            (
                "for, headers, list, aria-*, url(#…) and href=\"#…\" name an id of the document.",
                "A label without its field, a mark without its pattern, a link that does not move.",
                "Correct the id, or add it to the element that is meant."
            )
        case .inlineCode:
            (
                "No inline script, style or event handler; scripts from files carry integrity.",
                "The site's content security policy blocks them, and injected code would hide there.",
                "Move it to a file, with an integrity hash for scripts. JSON-LD is data and allowed."
            )
        case .badPrologue:
            (
                "A page starts with <!DOCTYPE html>, a line feed, and <html ; XML has no document type.",
                "Another start puts browsers into quirks mode; document types open XML's attacks.",
                "Start the page with exactly these characters, and XML with its root element."
            )
        case .badBytes:
            (
                "The bytes are UTF-8 without control characters, noncharacters or byte order mark.",
                "Parsers disagree about all of these.",
                "Save as UTF-8 with line feeds, and remove the character."
            )
        case .selfClosedElement:
            (
                "Only void elements and SVG close themselves; void elements have no end tag.",
                "HTML reads <div/> as <div>: everything after it falls inside.",
                "Write <div></div>, and <br/> rather than <br></br>."
            )
        case .xmlOnlySyntax:
            (
                "Nothing that XML and HTML read differently.",
                "CDATA, processing instructions, capitals, or a line feed first in pre give two pages.",
                "Write it in the form that both read alike."
            )
        case .tooLarge:
            (
                "Documents, tags and nesting stay within limits.",
                "Browsers and feed readers choke, and so would the checker.",
                "Split the document."
            )
        case .charsetMissing:
            (
                "<meta charset=\"utf-8\"/> is the head's first child.",
                "Without it a browser may guess another encoding.", "Put it first."
            )
        case .tableShape:
            (
                "All rows of a table span the same number of columns.",
                "Figures slip under the wrong header.", "Add cells, or correct colspan and rowspan."
            )
        case .descriptionList:
            (
                "In dl, terms come first and each group has a description.",
                "Readers hear a value without its name.",
                "Write dt before dd, and a dd for each dt."
            )
        default:
            (
                "A document has few enough problems to list.",
                "The first ones usually cause the rest.", "Mend those listed and check again."
            )
        }
    }
}
