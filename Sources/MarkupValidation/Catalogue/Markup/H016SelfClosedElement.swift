extension Rule {
    /// Found by `TagScan`.
    static let selfClosedElement = Rule(
        "H016-self-closed-element",
        what: "Only void elements and SVG close themselves; void elements have no end tag.",
        why: "HTML reads <div/> as <div>: everything after it falls inside.",
        cure: "Write <div></div>, and <br/> rather than <br></br>.",
        example: "<div/>")
}
