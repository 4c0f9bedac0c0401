#include "app/tools/repair_tool.h"

#include "app/offline/chain_text.h"
#include "app/offline/rebuilding.h"
#include "app/texts/value_text.h"
#include "app/tools/tool_arguments.h"

namespace timecoin {

namespace {

constexpr auto kAdvice = "\ntimecoin-tool rebuild --datadir DIR makes a new chain of the blocks "
                         "that are good; the node gets the others from its peers.";

const ArgumentNames kNames{{QStringLiteral("datadir")}, {QStringLiteral("network")}};

OrSentence<StoppedChain> chainOf(const ToolArguments& arguments) {
    return findStopped(arguments.value(QStringLiteral("datadir")),
                       arguments.value(QStringLiteral("network")));
}

QString reportText(const ChainReport& report) {
    QString out =
        QStringLiteral("headers:      %1 of %2, from block %3 on, each signed by the "
                       "masternodes of its height\n"
                       "transactions: %4, all found by their ids\n"
                       "epochs:       %5\n"
                       "coins:        %6\n")
            .arg(grouped(report.blocks), grouped(report.tip - report.base), grouped(report.base),
                 grouped(report.transactions), grouped(report.boundaries), grouped(report.coins));
    if (report.bodiesFrom > 1)
        out += QStringLiteral("bodies:       from block %1 on\n").arg(grouped(report.bodiesFrom));
    if (report.registryFrom > 0)
        out += QStringLiteral("registry:     folded anew from block %1 on; before that its blocks "
                              "are not here\n")
                   .arg(grouped(report.registryFrom));
    return out;
}

QString rebuiltText(const Rebuilt& made) {
    const RebuildReport& report = made.report;
    return QStringLiteral("The chain is whole up to block %1 (%2 blocks, %3 transactions, each "
                          "checked again).\nIt ends there because %4.\nA node gets the rest "
                          "from its peers. The old file is kept: %5\n")
        .arg(grouped(report.height), grouped(report.height - report.from),
             grouped(report.transactions), sentenceOf(report), made.kept);
}

}  // namespace

ToolResult runCheck(const QStringList& arguments, const Say& say) {
    const auto given = ToolArguments::parse(arguments, kNames);
    if (!given)
        return ToolResult::usage(
            QStringLiteral("usage: timecoin-tool check --datadir DIR [--network N]"));
    const auto chain = chainOf(*given);
    if (!chain) return ToolResult::failed(chain.error());
    const auto store = openChain(chain->folder.chainPath(), chain->network, forReading());
    if (!store) return ToolResult::failed(store.error() + QString::fromLatin1(kAdvice));
    Pace pace(say);
    const ChainReport report =
        checkChain(*store.value(), chain->network, ed25519(), [&](const CheckProgress& at) {
            pace.tell([&] {
                return at.coins ? QStringLiteral("%1 coins").arg(grouped(at.done))
                                : QStringLiteral("block %1 of %2")
                                      .arg(grouped(at.done), grouped(at.all));
            });
            return true;
        });
    if (report.problems.empty())
        return ToolResult::ok(reportText(report) + QStringLiteral("All is well.\n"));
    QString problems;
    for (const ChainProblem& problem : report.problems)
        problems += sentenceOf(problem) + QLatin1Char('\n');
    ToolResult result = ToolResult::failed(problems.trimmed() + QString::fromLatin1(kAdvice));
    result.out = reportText(report);
    return result;
}

ToolResult runRebuild(const QStringList& arguments, const Say& say,
                      const DatabaseOptions& options) {
    const auto given = ToolArguments::parse(arguments, kNames);
    if (!given)
        return ToolResult::usage(
            QStringLiteral("usage: timecoin-tool rebuild --datadir DIR [--network N]"));
    const auto chain = chainOf(*given);
    if (!chain) return ToolResult::failed(chain.error());
    const auto made = rebuildChainIn(chain->folder, chain->network, say, options);
    if (!made) return ToolResult::failed(made.error());
    return ToolResult::ok(rebuiltText(made.value()));
}

}  // namespace timecoin
