extension Rule {
    /// Found by `FileRules`.
    static let heavyShard = Rule(
        "B003-heavy-data-file",
        what: "Data files and feeds keep to their budget of bytes.",
        why: "Programs fetch them again and again.",
        cure: "Split the file, or raise check: kilobytes: shard in site.yml.",
        example: "A feed of 5 megabytes")
}
