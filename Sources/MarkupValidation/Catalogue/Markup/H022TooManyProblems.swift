extension Rule {
    /// Found by `Findings`.
    static let tooManyProblems = Rule(
        "H022-too-many-problems",
        what: "A document has few enough problems to list.",
        why: "The first ones usually cause the rest.",
        cure: "Mend those listed and check again.",
        example: "A page of more than 100 problems")
}
