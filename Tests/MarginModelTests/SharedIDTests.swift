import MarginModel
import Testing

@Suite struct SharedIDTests {
    /// Whatever an old id leads to is said in words, too.
    @Test func eachNewNameHasAMeaning() {
        let words = Set(
            Diagnostic.renamedIDs.values.flatMap { names in
                names.split { !"abcdefghijklmnopqrstuvwxyz0123456789-".contains($0) }.map(
                    String.init)
            }.filter { $0 != "or" })
        #expect(words.subtracting(Diagnostic.sharedIDs.keys) == [])
        #expect(Diagnostic.renamedIDs.keys.allSatisfy { Diagnostic.sharedIDs[$0] == nil })
    }
}
