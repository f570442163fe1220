// The ways to what was, over a real connection.

import TestSupport
import Testing

@testable import Console

@Suite(.timeLimit(.minutes(5))) struct HistoryRoutesTests {
    @Test func pagesTablesAndPicturesAreServed() async throws {
        try await TestConsole.run { console async throws in
            let page = try await console.ask("GET /meters/cellar/history?by=day&at=2023-11-14T00:00:00Z")
            #expect(page.status == 200 && page.text.contains("<script src=\"/history.js\" defer>"))
            let table = try await console.ask(
                "GET /meters/cellar/history.csv?from=2023-11-14T00:00:00Z&to=2023-11-14T01:00:00%2B00:00")
            #expect(table.status == 200 && table.field("Content-Type") == "text/csv; charset=utf-8")
            #expect(table.field("Content-Disposition") == "attachment; filename=\"cellar-main.csv\"")
            #expect(table.text.contains(",6,published\r\n") && table.text.contains(",11,published\r\n"))
            #expect(!table.text.contains(",12,published"))
            #expect(try await console.ask("HEAD /meters/cellar/history.csv").body.isEmpty)
            #expect(try await console.ask("GET /meters/cellar/readings/1").text.contains("662.9052"))
            let picture = try await console.ask("GET /meters/cellar/readings/1/picture")
            #expect(picture.body == TestSource.picture && picture.field("Content-Type") == "image/jpeg")
            #expect(try await console.ask("GET /changes?before=30").text.contains("every 29m"))
            #expect(try await console.ask("GET /history.js").status == 200)
            #expect(try await console.ask("GET /meters/cellar/report?by=minute").text.contains("662.9051"))
            #expect(try await console.ask("GET /").text.contains("href=\"/meters/cellar/history\""))
        }
    }

    @Test func whatIsNotThereOrMakesNoSenseIsRefusedInWords() async throws {
        try await TestConsole.run { console async throws in
            for (path, status) in [
                ("/meters/attic/history", 404), ("/meters/cellar/history?register=x", 404),
                ("/meters/cellar/history?by=week", 400), ("/meters/cellar/history.csv?from=x", 400),
                ("/meters/cellar/readings/x", 404), ("/meters/cellar/readings/999", 404),
                ("/meters/cellar/report?by=minute&from=2020-01-01T00:00:00Z", 400),
                ("/meters/cellar/report?from=2030-01-01T00:00:00Z", 400), ("/meters/attic/report", 404),
                ("/meters/cellar/readings/2/picture", 404), ("/meters/attic/readings/1/picture", 404),
                ("/changes?before=0", 400), ("/api/v1/meters/attic/usage", 404), ("/api/v1/changes?limit=501", 400),
                ("/api/v1/meters/cellar/usage?by=year", 400), ("/api/v1/meters/cellar/readings?limit=0", 400),
                ("/api/v1/meters/cellar/readings?after=9999999999999999999", 400),
                ("/api/v1/meters/cellar/readings/1x/picture", 404),
            ] {
                let answer = try await console.ask("GET \(path)")
                #expect(answer.status == status, "\(path): \(answer.status)")
                #expect(answer.text.contains(path.hasPrefix("/api/") ? "{\"error\":" : "<p>"), "\(path)")
            }
        }
    }

    @Test func programsGetPagesThatFollowEachOther() async throws {
        try await TestConsole.run { console async throws in
            let first = try await console.ask("GET /api/v1/meters/cellar/readings?limit=100")
            #expect(first.text.hasSuffix("\"next\":100}\n") && first.text.contains("\"index\":null"))
            #expect(first.text.contains("\"picture\":\"/api/v1/meters/cellar/readings/1/picture\""))
            let second = try await console.ask("GET /api/v1/meters/cellar/readings?limit=100&after=100")
            #expect(second.text.hasSuffix("\"next\":null}\n") && second.text.contains("\"seq\":120,"))
            let usage = try await console.ask(
                "GET /api/v1/meters/cellar/usage?by=minute&from=2023-11-14T00:00:00Z&to=2023-11-15T00:00:00Z")
            #expect(usage.text.hasSuffix("\"next\":\"2023-11-14T06:40:00Z\"}\n"))
            let today = try await console.ask("GET /api/v1/meters/cellar/usage")
            #expect(
                today.text.contains("{\"from\":\"2023-11-13T23:00:00Z\"") && today.text.hasSuffix("\"next\":null}\n"))
            let changes = try await console.ask("GET /api/v1/changes?limit=20")
            #expect(changes.text.hasSuffix("\"next\":41}\n"))
        }
    }

    @Test func aJournalThatCannotBeReadIsToldOf() async throws {
        let source = TestSource()
        source.breakHistory()
        try await TestConsole.run(source: source) { console async throws in
            for path in [
                "/meters/cellar/history", "/changes", "/api/v1/changes", "/api/v1/meters/cellar/readings",
                "/api/v1/meters/cellar/usage", "/meters/cellar/readings/1",
            ] {
                let answer = try await console.ask("GET \(path)")
                #expect(answer.status == 503 && answer.text.contains("cannot be read just now"), "\(path)")
            }
            // What has begun is cut, and not ended as if it were whole.
            let table = try await console.ask("GET /meters/cellar/history.csv")
            #expect(table.status == 200 && !table.text.hasSuffix("0\r\n\r\n"))
        }
    }
}
