extension Rule {
    /// Found by `PageAudit` and `TagScan`.
    static let xmlOnlySyntax = Rule(
        "H017-xml-only-syntax",
        what: "Nothing that XML and HTML read differently.",
        why: "CDATA, processing instructions, capitals, or a line feed first in pre give two "
            + "pages.",
        cure: "Write it in the form that both read alike.",
        example: "<p><![CDATA[…]]></p>")
}
