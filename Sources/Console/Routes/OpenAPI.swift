// The OpenAPI 3.1 document, made from the routes: what is not answered is not in it, and what is answered for programs is.

import HTTPTypes
import Metering

/// The document.
enum OpenAPI {
    /// As JSON, for routes of a version.
    static func document(of routes: [Route], version: String) -> String {
        var info = JSONObject()
        info.set("title", "Meterclip console")
        info.set("version", version)
        info.set("description", "What an agent that reads meters by camera knows of them. Times are RFC 3339, in UTC.")
        var paths = JSONObject()
        var seen: Set<String> = []
        let described = routes.filter { $0.description != nil }
        for route in described where seen.insert(route.path).inserted {
            var item = JSONObject()
            for method in described where method.path == route.path {
                item.set(method.method.rawValue.lowercased(), operation(method))
            }
            paths.set(route.path, item)
        }
        var document = JSONObject()
        document.set("openapi", "3.1.0")
        document.set("info", info)
        document.set("paths", paths)
        document.set("components", components)
        return document.text
    }

    /// What comes back where something goes wrong.
    static let failure = Schema.object([("error", .string)])

    private static func operation(_ route: Route) -> JSONObject {
        guard let description = route.description else { return JSONObject() }
        var answers = JSONObject()
        var good = JSONObject()
        good.set("description", description.summary)
        good.set("content", content(description.types))
        answers.set(String(description.status.code), good)
        for (status, reason) in description.failures + refusals(route) {
            var answer = JSONObject()
            answer.set("description", reason)
            answer.set("content", content([("application/json", failure)]))
            answers.set(String(status.code), answer)
        }
        var operation = JSONObject()
        operation.set("operationId", description.name)
        operation.set("summary", description.summary)
        let parameters = route.names.map(parameter) + description.query.map(parameter)
        if !parameters.isEmpty { operation.set("parameters", parameters) }
        if !description.form.isEmpty { operation.set("requestBody", form(description.form)) }
        operation.set("responses", answers)
        if case .role = route.access { operation.set("security", [token, cookie]) }
        return operation
    }

    private static func refusals(_ route: Route) -> [(HTTPResponse.Status, String)] {
        var refusals: [(HTTPResponse.Status, String)] = [
            (.contentTooLarge, "The request is too large."),
            (.misdirectedRequest, "The console is for its own machine, and was called by another name."),
        ]
        guard case .role(let role) = route.access else { return refusals }
        refusals.append((.unauthorized, "Whoever asks has not shown who they are."))
        if role > .viewer || route.changes { refusals.append((.forbidden, "Whoever asks may not do this.")) }
        return refusals
    }

    private static func content(_ types: [(type: String, schema: Schema)]) -> JSONObject {
        var content = JSONObject()
        for (type, schema) in types {
            var media = JSONObject()
            media.set("schema", schema.object)
            content.set(type, media)
        }
        return content
    }

    private static func parameter(_ name: String) -> JSONObject {
        var parameter = JSONObject()
        parameter.set("name", name)
        parameter.set("in", "path")
        parameter.set("required", true)
        parameter.set("schema", Schema.string.object)
        return parameter
    }

    private static func form(_ fields: [Route.Field]) -> JSONObject {
        var properties = JSONObject()
        for field in fields {
            var schema = field.schema.object
            schema.set("description", field.summary)
            properties.set(field.name, schema)
        }
        var schema = JSONObject()
        schema.set("type", "object")
        schema.set("properties", properties)
        schema.set("required", fields.filter(\.isRequired).map(\.name))
        var media = JSONObject()
        media.set("schema", schema)
        var content = JSONObject()
        content.set("application/x-www-form-urlencoded", media)
        var body = JSONObject()
        body.set("required", fields.contains(where: \.isRequired))
        body.set("content", content)
        return body
    }

    private static func parameter(_ asked: Route.Parameter) -> JSONObject {
        var parameter = JSONObject()
        parameter.set("name", asked.name)
        parameter.set("in", "query")
        parameter.set("required", false)
        parameter.set("description", asked.summary)
        parameter.set("schema", asked.schema.object)
        return parameter
    }

    private static var token: JSONObject { scheme("token") }
    private static var cookie: JSONObject { scheme("session") }

    private static func scheme(_ name: String) -> JSONObject {
        var object = JSONObject()
        object.set(name, [String]())
        return object
    }

    private static var components: JSONObject {
        var token = JSONObject()
        token.set("type", "http")
        token.set("scheme", "bearer")
        var session = JSONObject()
        session.set("type", "apiKey")
        session.set("in", "cookie")
        session.set("name", Gatekeeper.cookieName(isSecure: false))
        var schemes = JSONObject()
        schemes.set("token", token)
        schemes.set("session", session)
        var components = JSONObject()
        components.set("securitySchemes", schemes)
        return components
    }
}
