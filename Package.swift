// swift-tools-version: 6.2
import PackageDescription

// Layers: a target imports only targets above it, and data flows one way. `make test` builds with
// `--explicit-target-dependency-import-check error`, so an import that is not declared here fails.

let strict: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
    // In CI a warning is an error; elsewhere a newer compiler may warn of what was fine.
    + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

/// Each folder explains itself in a README, which is no source.
func readmes(_ folders: String...) -> [String] { ["README.md"] + folders.map { "\($0)/README.md" } }

#if !os(Linux)
#error("Marginalia runs on Linux alone: its sources import Glibc.")
#endif

let package = Package(
    name: "marginalia",
    products: [.executable(name: "marginalia", targets: ["marginalia"])],
    // Exact versions: a clone elsewhere resolves the same, and a release says what it is made of.
    dependencies: [
        // Command line: parsing, help texts, completion.
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        // HTTP parsing and the event loop of the preview server.
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        // SHA-256 for manifests and asset names, HMAC for the names of private reports.
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        // What those depend on.
        .package(url: "https://github.com/apple/swift-asn1.git", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-atomics.git", exact: "1.3.0"),
        .package(url: "https://github.com/apple/swift-collections.git", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-system.git", exact: "1.8.1"),
    ],
    targets: [
        // Plain values. No dependencies, so that every other target can share them and none of
        // their imports can leak into a rule.
        .target(name: "MarginModel", exclude: readmes(), swiftSettings: strict),
        // Numbers that outgrow 128 bits: exact rationals behind the margin rules' fast path.
        .systemLibrary(
            name: "CGMP", pkgConfig: "gmp",
            providers: [.apt(["libgmp-dev"])]),
        // Arithmetic on values: no file, no clock, no locale, hence GMP alone.
        .target(
            name: "MarginRules", dependencies: ["MarginModel", "CGMP"],
            exclude: readmes(),
            swiftSettings: strict),
        // YAML: the site's configuration, and front matter that is more than flat keys.
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"])]),
        // gzip, as accounts and venues' answers are often kept: Debian's zlib, the reference.
        .systemLibrary(
            name: "CZlib", pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "ContentIngest",
            dependencies: ["MarginModel", "CMD4C", "CYAML", "CZlib"],
            exclude: readmes("Articles"),
            swiftSettings: strict),
        .target(
            name: "PageRendering", dependencies: ["MarginModel", "MarginRules"],
            exclude: readmes(
                "Charts", "Facts", "Escaping", "Feeds", "Template", "Views", "Words"),
            swiftSettings: strict),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(
            name: "CMD4C", pkgConfig: "md4c",
            providers: [.apt(["libmd4c-dev"])]),
        .target(
            name: "MarkupValidation", dependencies: ["MarginModel", "CLibXML2"],
            exclude: readmes(),
            swiftSettings: strict),
        .target(
            name: "SitePipeline",
            dependencies: [
                "MarginModel", "MarginRules", "ContentIngest", "PageRendering", "MarkupValidation",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: readmes("Ledger", "Preview", "Storage"),
            swiftSettings: strict),
        .target(
            name: "LocalPreview",
            dependencies: [
                "MarginModel",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            exclude: readmes(),
            swiftSettings: strict),
        .executableTarget(
            name: "marginalia",
            dependencies: [
                "MarginModel", "MarginRules", "ContentIngest", "PageRendering", "MarkupValidation",
                "SitePipeline", "LocalPreview",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: readmes(),
            swiftSettings: strict),
        // `make bench`: how fast the parts are, on the shipped content.
        .executableTarget(
            name: "marginalia-bench",
            dependencies: [
                "MarginModel", "MarginRules", "ContentIngest", "PageRendering", "MarkupValidation",
                "SitePipeline",
            ],
            exclude: readmes() + ["counts.sh", "counts.txt"], swiftSettings: strict),
        // `make fuzz`: every parser under libFuzzer. Built plainly, it lists them.
        .executableTarget(
            name: "marginalia-fuzz",
            dependencies: [
                "MarginModel", "MarginRules", "ContentIngest", "PageRendering", "MarkupValidation",
                "SitePipeline",
            ],
            exclude: readmes() + ["run.sh", "hostile.py"], swiftSettings: strict),
        .testTarget(
            name: "MarginModelTests", dependencies: ["MarginModel"], exclude: readmes(),
            swiftSettings: strict),
        .testTarget(
            name: "MarginRulesTests",
            dependencies: ["MarginModel", "MarginRules", "ContentIngest"],
            exclude: readmes(), swiftSettings: strict),
        .testTarget(
            name: "ContentIngestTests",
            dependencies: ["MarginModel", "ContentIngest", "PageRendering"],
            exclude: readmes(), swiftSettings: strict),
        .testTarget(
            name: "PageRenderingTests",
            dependencies: ["MarginModel", "MarginRules", "ContentIngest", "PageRendering"],
            exclude: readmes("Feeds", "Format", "Template", "Views"),
            swiftSettings: strict),
        .testTarget(
            name: "MarkupValidationTests", dependencies: ["MarginModel", "MarkupValidation"],
            exclude: readmes(), swiftSettings: strict),
        .testTarget(
            name: "SitePipelineTests",
            dependencies: [
                "MarginModel", "MarginRules", "ContentIngest", "PageRendering", "MarkupValidation",
                "SitePipeline",
            ],
            exclude: readmes("Storage"), swiftSettings: strict),
        .testTarget(
            name: "LocalPreviewTests",
            dependencies: [
                "MarginModel", "LocalPreview",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            exclude: readmes(), swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests", dependencies: ["marginalia"],
            exclude: readmes() + ["validate.py"], swiftSettings: strict),
    ]
)

// What tests are built with besides. Everything below our own modules stays as it is built anyway.
@MainActor func build(_ names: [String]?, with flags: [String]) {
    for target in package.targets
    where target.type != .system && names?.contains(target.name) != false {
        if target.type != .test || names != nil {
            target.swiftSettings?.append(.unsafeFlags(flags))
        }
        target.linkerSettings = (target.linkerSettings ?? []) + [.unsafeFlags([flags[0]])]
    }
}
// `make test COVERAGE=1`: which lines of Sources run.
if Context.environment["COVERAGE"] != nil {
    build(nil, with: ["-profile-generate", "-profile-coverage-mapping"])
}
// `make thread-tests`: what shares memory, and only its tests, under the thread sanitizer.
if Context.environment["THREAD_TESTS"] != nil {
    let watched = ["SitePipeline", "LocalPreview", "SitePipelineTests", "LocalPreviewTests"]
    package.products = []
    package.targets.removeAll {
        $0.type == .executable || $0.type == .test && !watched.contains($0.name)
    }
    build(watched, with: ["-sanitize=thread"])
}
