extension Rule {
    /// Found by `FileRules`.
    static let fileMode = Rule(
        "P006-file-mode",
        what: "Public files can be read by all and written by their owner alone; private ones "
            + "are their owner's.",
        why: "A page that the server may not read is an error page; a report that others may "
            + "is a leak.",
        cure: "chmod 0644 public files, 0600 private ones; folders 0755 and 0700.",
        example: "A report of mode 0644, a page of mode 0600")
}
