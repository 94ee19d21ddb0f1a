extension Rule {
    /// Found by `TableTotals`.
    static let totalDiffers = Rule(
        "D003-total-differs",
        what: "A cell with data-total is the sum of the figures above it in its column.",
        why: "A reader who adds the column up finds another sum, and trusts no figure any more.",
        cure: "Correct the total, or show what rounding takes in a row of its own above it.",
        example: "<td>1</td> and <td>2</td> over <td data-total=\"column\">4</td>")
}
