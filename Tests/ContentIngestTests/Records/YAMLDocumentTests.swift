import MarginModel
import Testing

@testable import ContentIngest

/// What stands in a text of YAML, where it stands, and what a hostile one comes to.
@Suite struct YAMLDocumentTests {
    private func read(_ text: String) throws -> JSONDocument {
        try YAMLDocument.read(Array(text.utf8), in: 0..<text.utf8.count, file: "a.yml")
    }

    /// Keys and values in reading order, lists and mappings in brackets.
    private func outline(_ text: String) throws -> String {
        let document = try read(text)
        func outline(_ node: Int) -> String {
            guard !document.nodes[node].isText else { return document.text(of: node) }
            var (child, parts) = (node + 1, [String]())
            while child < Int(document.nodes[node].next) {
                parts.append(outline(child))
                child = Int(document.nodes[child].next)
            }
            let inside = parts.joined(separator: " ")
            return document.nodes[node].kind == .array ? "[\(inside)]" : "{\(inside)}"
        }
        return outline(0)
    }

    private func problem(_ text: String) throws -> String {
        let error = try #require(throws: Diagnostic.self) { try read(text) }
        return "\(error.id) \(error.location.line):\(error.location.column)"
    }

    @Test(arguments: [
        ("", "{}"), ("---\n...\n", "{}"), ("# nothing\n", "{}"), ("~\n", "{}"),
        (
            "a: {b: [1, '2'], c: }\nd:\n- e\n- f: |\n    g\n    h\n",
            "{a {b [1 2] c } d [e {f g\nh\n}]}"
        ),
        ("a: !!str 5\n!!int b: !x [y]\n", "{a 5 b [y]}"),
        ("\"a\\n\\u00e4\": 'it''s'\n", "{a\nä it's}"),
        ("%YAML 1.1\n---\na: b\n", "{a b}"), ("a: b\r\nc: d\r\n", "{a b c d}"),
    ])
    func readsWhatStandsThere(text: String, expected: String) throws {
        #expect(try outline(text) == expected)
    }

    @Test(arguments: [
        ("a: &x {b: [1, 2]}\nc: *x\nd: [*x, e]\n", "{a {b [1 2]} c {b [1 2]} d [{b [1 2]} e]}"),
        ("&a a: *a\n", "{a a}"), ("a: &x b\n*x : c\n", "{a b b c}"),
        ("a: &x 1\nb: &x 2\nc: *x\n", "{a 1 b 2 c 2}"),
        ("a: &x [&y b, *y]\nc: [*x, *y]\n", "{a [b b] c [[b b] b]}"),
    ])
    func copiesWhatAnAliasNames(text: String, expected: String) throws {
        #expect(try outline(text) == expected)
    }

    @Test func placesAreThoseOfTheFileInBytes() throws {
        let document = try read("ä: {ö: ü, x: &y z}\nb: *y\n")
        let places = document.nodes.indices.map { document.offset(of: $0) }
        // The last is where the text of the alias stands.
        #expect(places == [0, 0, 4, 5, 9, 13, 16, 22, 16])
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\na: 4\n", "duplicate-key 3:1"),
        ("\"a\": 1\n'a': 2\n", "duplicate-key 2:1"),
        ("b: {a: 1, a: 2}\na: 3\n", "duplicate-key 1:11"),
        ("!!str a: 1\n!x a: 2\n", "duplicate-key 2:1"),
        ("b: &x a\na: 1\n*x : 2\n", "duplicate-key 1:4"),
    ])
    func pointsAtTheSecondOfTwoKeys(text: String, expected: String) throws {
        #expect(try problem(text) == expected)
    }

    @Test(arguments: [
        ("a: &x [*x]\n", "yaml-syntax 1:8"), ("a: *x\nb: &x 1\n", "yaml-syntax 1:4"),
        ("a: 1\n---\nb: 2\n", "yaml-syntax 2:1"), ("a: 1\n...\n---\n", "yaml-syntax 3:1"),
        ("a: \u{0}\n", "yaml-syntax 1:1"), ("&x [1, 2]: 3\n", "yaml-not-a-key 1:1"),
        ("a: &x {b: c}\n? *x\n: d\n", "yaml-not-a-key 1:4"),
        ("a: &x <<\n*x : 1\n", "yaml-merge-key 1:4"),
        ("- a\n", "yaml-not-a-mapping 1:1"), ("a\n", "yaml-not-a-mapping 1:1"),
    ])
    func saysWhereItCannotBeRead(text: String, expected: String) throws {
        #expect(try problem(text) == expected)
    }

    @Test func nestingEndsAtThirtyTwo() throws {
        func nested(_ depth: Int) -> String {
            (0..<depth).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        }
        #expect(try read(nested(32)).nodes.count == 65)
        #expect(try problem(nested(33)) == "yaml-too-large 33:33")
        // By aliases too.
        let chain = (1...40).map { "b\($0): &b\($0) [*b\($0 - 1)]\n" }.joined()
        #expect(try problem("b0: &b0 1\n" + chain).hasPrefix("yaml-too-large "))
    }

    /// Nine aliases to nine aliases to …: of nodes, of texts, and as a key, which would have to be compared.
    @Test func aliasesDoNotMultiply() throws {
        var bomb = "a0: &a0 [x, x]\n"
        for level in 1...20 {
            let row = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(row)]\n"
        }
        #expect(try problem(bomb).hasPrefix("yaml-too-large "))
        let long = String(repeating: "x", count: 100_000)
        let copies = String(repeating: "- *a\n", count: 8)
        #expect(try problem("a: &a \(long)\nb:\n\(copies)") == "yaml-too-large 1:4")
        #expect(try read("a: &a \(long)\nb:\n- *a\n- *a\n").nodes.count == 7)
        var keys = "a0: &a0 {x: y}\n"
        for level in 1...25 {
            keys += "a\(level): &a\(level) {? *a\(level - 1) : *a\(level - 1)}\n"
        }
        #expect(try problem(keys) == "yaml-not-a-key 1:5")
    }

    @Test func aLongLineOfManyKeysIsRead() throws {
        let keys = (0..<9_000).map { "k\($0): \($0)" }.joined(separator: ", ")
        let document = try read("a: {\(keys)}\n")
        #expect(document.nodes.count == 18_003)
        #expect(document.location(of: document.offset(of: 18_001)).column == keys.utf8.count - 6)
    }

    /// Whatever the bytes, there is an answer, and its places lie in the text.
    @Test(arguments: UInt64(0)..<4) func noTextEndsTheProgram(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let pieces = [
            "a", "b: ", ": ", "- ", "\n", "\n  ", "\n    ", "\t", "{", "}", "[", "]", ", ", "\"",
            "'", "&a ",
            "*a", "!t ", "? ", "---\n", "...\n", "#", " |\n", " >-\n", "\\", "<<", "%TAG ! x\n",
            "ä",
            "\u{FEFF}", "\r\n", "\r", "\u{2028}", "\u{85}", "~", "\u{0}",
        ]
        for _ in 0..<1_500 {
            let count = Int.random(in: 1...25, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            guard let document = try? read(text) else { continue }
            let isInside = document.nodes.indices.allSatisfy {
                document.offset(of: $0) <= text.utf8.count && document.nodes[$0].next > $0
            }
            #expect(isInside, "\(text.debugDescription)")
        }
    }
}
