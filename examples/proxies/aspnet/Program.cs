// GET /media-api/… asks https://media.example/api/… with the token that only this server has.
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Features;

var builder = WebApplication.CreateBuilder(args);
// Who may ask: your own sign-in. Cookie authentication answers 401, and no redirect, to the badge's
// X-Requested-With.
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
builder.Services.AddAuthorization();
builder.Services
    .AddHttpClient<MediaApi>(client => client.Timeout = TimeSpan.FromSeconds(15))
    .ConfigurePrimaryHttpMessageHandler(
        () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
builder.Services.AddSingleton<SharedAnswers>();

var app = builder.Build();
app.UseAuthentication();
app.UseAuthorization();
// Other methods get 405.
app.MapMethods("/media-api/{**rest}", ["GET", "HEAD"], async (HttpContext context, SharedAnswers shared) =>
{
    // Answers stand on your pages' own origin now: opened by itself, none may run a script there.
    var ours = context.Response.Headers;
    ours.ContentSecurityPolicy = "default-src 'none'; sandbox";
    ours.XContentTypeOptions = "nosniff";
    ours.CacheControl = "private, no-store";

    // As it was sent: a route value would decode a %2F or %3A in a job's id.
    var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
    if (MediaApi.Target(raw) is not string target)
    {
        context.Response.StatusCode = 404;
        return;
    }
    var answer = await shared.Ask(target);
    foreach (var (name, value) in answer.Headers) ours[name] = value;
    var tag = answer.Headers.GetValueOrDefault("ETag");
    if (answer.Status == 200 && tag is not null && context.Request.Headers.IfNoneMatch == tag)
    {
        context.Response.StatusCode = 304;
        return;
    }
    context.Response.StatusCode = answer.Status;
    if (!HttpMethods.IsHead(context.Request.Method)) await context.Response.WriteAsync(answer.Body);
}).RequireAuthorization();
app.Run();

/// <summary>What the API answered, as far as it goes on.</summary>
record Answer(int Status, Dictionary<string, string> Headers, string Body)
{
    public static readonly Answer BadGateway = new(502, [], "");
}

/// <summary>
/// One request for all readers: they share the one on its way, and its answer for two seconds.
/// </summary>
sealed class SharedAnswers(IServiceProvider services)
{
    static readonly TimeSpan SharedFor = TimeSpan.FromSeconds(2);
    readonly ConcurrentDictionary<string, Entry> entries = new();

    public Task<Answer> Ask(string target)
    {
        foreach (var (other, old) in entries)
        {
            if (old.IsOlderThan(SharedFor * 5)) entries.TryRemove(other, out _);
        }
        var entry = entries.AddOrUpdate(
            target,
            _ => new Entry(() => Fetch(target, null)),
            (_, last) => last.IsOlderThan(SharedFor) ? new Entry(() => Fetch(target, last)) : last);
        return entry.Answer;
    }

    async Task<Answer> Fetch(string target, Entry? last)
    {
        using var scope = services.CreateScope();
        var api = scope.ServiceProvider.GetRequiredService<MediaApi>();
        var known = last?.Answer;
        return await api.Get(target, known is { IsCompletedSuccessfully: true } ? known.Result : null);
    }

    sealed class Entry(Func<Task<Answer>> fetch)
    {
        // Made in a race, only the entry that was kept is asked.
        readonly Lazy<Task<Answer>> answer = new(fetch);
        long answeredAt = long.MaxValue;

        public Task<Answer> Answer => answer.IsValueCreated ? answer.Value : Begin();

        public bool IsOlderThan(TimeSpan age) =>
            Environment.TickCount64 - (long)age.TotalMilliseconds > Interlocked.Read(ref answeredAt);

        Task<Answer> Begin()
        {
            answer.Value.ContinueWith(
                _ => Interlocked.Exchange(ref answeredAt, Environment.TickCount64),
                TaskScheduler.Default);
            return answer.Value;
        }
    }
}

/// <summary>The API, with the token.</summary>
sealed partial class MediaApi(HttpClient client, IConfiguration settings, ILogger<MediaApi> log)
{
    // The answer's headers that go on: what else the API says to its own pages is not for yours.
    static readonly string[] Passed =
    [
        "Content-Type", "ETag", "Link", "Retry-After",
        "X-RateLimit-Remaining", "X-RateLimit-Reset", "RateLimit-Reset", "RateLimit-User-Reset",
    ];

    // First what another server may read as a step upwards, then what a badge needs.
    [GeneratedRegex(@"^[^?]*(?:\.\.|%2e|%5c|%25|\\)", RegexOptions.IgnoreCase)]
    private static partial Regex Upwards();

    [GeneratedRegex(@"^/media-api/(Jobs(?:\(\)|\('[A-Za-z0-9_%-]+'\)/Tasks)\?.*)$")]
    private static partial Regex Needed();

    public static string? Target(string raw)
    {
        var needed = Needed().Match(raw);
        return needed.Success && !Upwards().IsMatch(raw) ? needed.Groups[1].Value : null;
    }

    public async Task<Answer> Get(string target, Answer? last)
    {
        // `dotnet user-secrets set MediaApi:Token …`, or your vault; renew it here when it runs out.
        var token = settings["MediaApi:Token"] ?? throw new InvalidOperationException("no token");
        var root = settings["MediaApi:Root"] ?? "https://media.example/api/";
        // Nothing of the reader's goes on, neither cookies nor a token.
        using var request = new HttpRequestMessage(HttpMethod.Get, root + target);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.ParseAdd("media-api-proxy");
        // What this API wants besides (for provider="ams-v2").
        request.Headers.Add("x-ms-version", "2.19");
        request.Headers.TryAddWithoutValidation("DataServiceVersion", "1.0;NetFx");
        request.Headers.TryAddWithoutValidation("MaxDataServiceVersion", "3.0;NetFx");
        if (last is { Status: 200 } && last.Headers.TryGetValue("ETag", out var tag))
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }
        try
        {
            using var response = await client.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.NotModified && last is not null) return last;
            // The token has run out, which is no reader's fault: the badges go on asking, and slowly.
            if (response.StatusCode == HttpStatusCode.Unauthorized) return Answer.BadGateway;
            var headers = new Dictionary<string, string>();
            foreach (var name in Passed)
            {
                if (response.Headers.NonValidated.TryGetValues(name, out var values)
                    || response.Content.Headers.NonValidated.TryGetValues(name, out values))
                {
                    headers[name] = values.ToString();
                }
            }
            // An API may quote what it was sent.
            var body = (await response.Content.ReadAsStringAsync()).Replace(token, "(token)");
            return new Answer((int)response.StatusCode, headers, body);
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            log.LogError("media-api: {Problem}", problem.Message);
            return Answer.BadGateway;
        }
    }
}
