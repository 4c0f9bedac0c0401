#include "app/tools/load_tool.h"

#include "app/process/termination.h"
#include "app/sandbox/load.h"
#include "app/sandbox/sandbox_network.h"
#include "app/tools/tool_arguments.h"

#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>

#include <optional>

namespace timecoin {
namespace {

constexpr auto kUsage = "usage: timecoin-tool load --network sandbox --datadir DIR --count N "
                        "[--open N]\n"
                        "Exit codes: 0 all payments are final and in blocks, 1 one is not, or it "
                        "was interrupted";
constexpr std::uint32_t kMaxCount = 10'000'000;
constexpr std::uint32_t kMaxOpen = 10'000;

/// The whole run: sandbox up, payments, sandbox down.
ToolResult run(SandboxNetwork network, const QString& folder, const LoadPlan& plan,
               const std::function<void(const QString&)>& progress) {
    QLoggingCategory::setFilterRules(QStringLiteral("timecoin.*.info=false\n"
                                                    "timecoin.*.debug=false\n"));
    Sandbox sandbox(std::move(network), folder, QString());
    Load load(sandbox, plan, progress);
    const Termination termination;
    QString failure;
    QObject::connect(&termination, &Termination::requested, &load, &Load::interrupt);
    QObject::connect(&load, &Load::finished, &sandbox, [&](const QString& why) {
        failure = why;
        progress(QStringLiteral("stopping"));
        sandbox.stop();
    });
    QObject::connect(&sandbox, &Sandbox::stopped, &load, [&](bool clean) {
        if (!clean && failure.isEmpty()) failure = QStringLiteral("a node did not stop in time");
        QCoreApplication::quit();
    });
    load.start();
    sandbox.start();
    QCoreApplication::exec();
    if (!failure.isEmpty()) return ToolResult::failed(failure);
    return ToolResult::ok(load.summary() + QLatin1Char('\n'));
}

}  // namespace

ToolResult runLoad(const QStringList& arguments, std::uint64_t nowMs,
                   const std::function<void(const QString&)>& progress) {
    const QString network = QStringLiteral("network");
    const QString datadir = QStringLiteral("datadir");
    const QString count = QStringLiteral("count");
    const QString open = QStringLiteral("open");
    const auto given = ToolArguments::parse(arguments, {{network, datadir, count}, {open}});
    if (!given) return ToolResult::usage(QString::fromLatin1(kUsage));
    if (given->value(network) != QStringLiteral("sandbox"))
        return ToolResult::failed(
            QStringLiteral("load runs on the sandbox only: the payments are worth nothing, and no "
                           "network of other people is to carry them"));
    const auto payments = given->number(count, 1, kMaxCount);
    const auto inFlight = given->number(open, 1, kMaxOpen, 200);
    if (!payments || !inFlight) return ToolResult::usage(QString::fromLatin1(kUsage));

    const QDir data(QDir(given->value(datadir)).absolutePath());
    const QString folder = data.filePath(QStringLiteral("sandbox"));
    if (!QDir(folder).exists() && data.exists() && !data.isEmpty())
        return ToolResult::failed(data.path() +
                                  QStringLiteral(" is neither empty nor holds a sandbox"));
    SandboxPlan plan;
    plan.genesisTimeMs = nowMs;
    auto sandbox = openSandbox(folder, plan);
    if (!sandbox.ok()) return ToolResult::failed(sandbox.error());
    return run(std::move(sandbox).value(), folder, {*payments, *inFlight}, progress);
}

}  // namespace timecoin
