import MarginModel
import Testing

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("sumary", "summary"), ("titel", "title"), ("marginmode", "marginMode"),
    ])
    func findsTheNameThatWasMeant(typed: String, meant: String) {
        #expect(
            nearestName(to: typed, among: ["title", "summary", "marginMode", "updated"]) == meant)
    }

    @Test func saysNothingWhenNothingIsNear() {
        #expect(nearestName(to: "xylophone", among: ["title", "summary"]) == nil)
    }

    @Test func ordersDiagnosticsByPlaceWhateverTheirArrival() {
        let places = [(2, 1), (1, 9), (1, 2)].map { line, column in
            Diagnostic(
                id: "x", at: SourceLocation(file: "a", line: line, column: column), message: "m")
        }
        let sorted = Diagnostics(places).sorted().map { "\($0.location)" }
        #expect(sorted == ["a:1:2", "a:1:9", "a:2:1"])
    }
}
