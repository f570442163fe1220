// swift-tools-version: 6.2
// Meterclip: reads ordinary utility meters with a camera. The targets and what each may import are a closed list; see README.md.
import PackageDescription

// In CI a warning is an error; at a desk it is a warning.
let strict: [SwiftSetting] =
    [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility")]
    + (Context.environment["CI"] == "true" ? [.treatAllWarnings(as: .error)] : [])

// The kernels once more, for processors with AVX2 where the architecture has it; for another the option is passed over in silence.
// Never inlined elsewhere, where the option does not hold. Not so in a debug build, where the linker could take a function that
// copies some value from here for all modules; there the same kernels, optimised, run on the vectors that every processor has.
let wide: [SwiftSetting] =
    strict + [
        .unsafeFlags(
            ["-Xcc", "-Qunused-arguments", "-Xcc", "-Xarch_x86_64", "-Xcc", "-mavx2", "-Xfrontend", "-disable-cmo"],
            .when(configuration: .release)),
        .unsafeFlags(["-O"], .when(configuration: .debug)),
    ]

// What works on every pixel, or on every byte of the journals of a thousand power cuts, is optimised in debug builds too, or the tests
// would take most of an hour. Overflows and bounds are checked all the same.
let pixels: [SwiftSetting] = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

// What waits for cameras, disks, brokers and people: smaller by a fifth, and no slower where it counts.
let small: [SwiftSetting] = strict + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

let package = Package(
    name: "meterclip",
    products: [
        .executable(name: "meterclip", targets: ["meterclip"])
    ],
    traits: [
        .trait(name: "Console", description: "The technician's web pages; without them nothing of NIO is built."),
        .default(enabledTraits: ["Console"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        // Without its traits: they would bring the full Foundation.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        // What hummingbird is made of, as far as the console touches it.
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.34.1"),
    ],
    targets: [
        // C: only what Swift cannot import by itself.
        .target(name: "CProcessor"),
        .target(name: "CVideo"),
        // Linked statically: its shared library has another name in each release of Debian.
        .target(name: "CGPIO", linkerSettings: [.linkedLibrary(":libgpiod.a")]),
        .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),
        .target(name: "CCrypto", linkerSettings: [.linkedLibrary("crypto")]),
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CMosquitto", pkgConfig: "libmosquitto", providers: [.apt(["libmosquitto-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "RecognitionModel",
            exclude: ["MODEL.md", "NEEDLE.md", "samples.png", "needle-samples.png", "reliability.png"]),

        // The product, from the pixels up.
        .target(name: "Recognition", swiftSettings: pixels),
        .target(name: "RecognitionWide", swiftSettings: wide),
        .target(name: "Metering", dependencies: ["Recognition"], swiftSettings: strict),
        .target(
            name: "Capture", dependencies: ["Recognition", "Metering", "CGPIO", "CJPEG", "CVideo", "CZlib"],
            swiftSettings: pixels),
        .target(name: "Journal", dependencies: ["CSQLite"], swiftSettings: pixels),
        .target(
            name: "Uplink",
            dependencies: ["Recognition", "Metering", "Journal", "CCrypto", "CCurl", "CMosquitto", "CZlib"],
            swiftSettings: small),
        .target(
            name: "Console",
            dependencies: [
                "Metering", "CCrypto",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: small),
        .target(
            name: "Agent",
            dependencies: [
                .target(name: "Console", condition: .when(traits: ["Console"])),
                "Recognition", "RecognitionWide", "RecognitionModel", "CProcessor", "Metering", "Capture", "Journal",
                "Uplink",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "TOMLKit", package: "TOMLKit"),
            ],
            swiftSettings: small),
        .executableTarget(
            name: "meterclip",
            dependencies: [
                "Agent", .target(name: "Console", condition: .when(traits: ["Console"])),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: small),

        .target(name: "TestSupport", dependencies: ["Capture"], path: "Tests/Support", swiftSettings: strict),
        .executableTarget(
            name: "ClassifyFuzz", dependencies: ["Agent", "TestSupport"], path: "Tests/Fuzz", swiftSettings: strict),
        .executableTarget(
            name: "FrameFuzz", dependencies: ["Capture", "Recognition", "TestSupport"], path: "Tests/FrameFuzz",
            swiftSettings: strict),
        .target(name: "CCrashDisk", dependencies: ["CSQLite"], path: "Tests/CrashDisk"),
        .executableTarget(
            name: "PowerCut", dependencies: ["Journal", "CCrashDisk", "CSQLite"], path: "Tests/PowerCut",
            swiftSettings: pixels),
        .executableTarget(name: "Soak", dependencies: ["Agent"], path: "Tests/Soak", swiftSettings: strict),
        .executableTarget(
            name: "Month",
            dependencies: ["Agent", "Capture", "Metering", .product(name: "Logging", package: "swift-log")],
            path: "Tests/Month", swiftSettings: strict),
        .executableTarget(
            name: "Insights", dependencies: ["Capture", "Metering", "Recognition"], path: "Tests/Insights",
            swiftSettings: strict),
        .executableTarget(
            name: "UplinkPlay", dependencies: ["Uplink", "Journal", "Metering"], path: "Tests/Play",
            swiftSettings: strict),
        .executableTarget(name: "QualityStudy", dependencies: ["Agent"], path: "Tests/Quality", swiftSettings: strict),
        .executableTarget(
            name: "RegistrationCheck", dependencies: ["Recognition", "Capture"], path: "Tests/Registration",
            swiftSettings: strict),
        .testTarget(
            name: "RecognitionTests",
            dependencies: ["Recognition", "RecognitionWide", "RecognitionModel", "CProcessor", "TestSupport"],
            exclude: ["Vectors"], swiftSettings: strict),
        .testTarget(name: "MeteringTests", dependencies: ["Metering"], swiftSettings: strict),
        .testTarget(
            name: "CaptureTests", dependencies: ["Capture", "CGPIO", "CVideo", "CZlib"], swiftSettings: strict),
        .testTarget(
            name: "JournalTests", dependencies: ["Journal", "CCrashDisk", "PowerCut", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "UplinkTests",
            dependencies: ["Recognition", "Metering", "Uplink", "Journal", "CMosquitto", "CZlib", "TestSupport"],
            exclude: ["Servers"], swiftSettings: strict),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "Console", "CCrypto", "Metering", "Recognition", "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: strict),
        .testTarget(
            name: "AgentTests",
            dependencies: [
                "Agent", "ClassifyFuzz", .target(name: "Console", condition: .when(traits: ["Console"])), "Soak",
                "TestSupport",
            ], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
