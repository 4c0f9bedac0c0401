#include "tests/support/sandbox_run.h"

#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

namespace timecoin {

SandboxRun::SandboxRun(std::uint64_t blockIntervalMs) {
    if (!startCrypto()) return;
    SandboxPlan plan;
    plan.blockIntervalMs = blockIntervalMs;
    plan.genesisTimeMs = static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch());
    auto network = openSandbox(m_folder.path(), plan);
    if (network.ok())
        m_sandbox =
            std::make_unique<Sandbox>(std::move(network).value(), m_folder.path(), m_folder.path());
}

SandboxRun::~SandboxRun() {
    stop();
}

bool SandboxRun::start() {
    if (!m_sandbox) return false;
    m_sandbox->start();
    return QTest::qWaitFor([this] { return m_sandbox->isReady(); }, kReadyMs);
}

bool SandboxRun::stop() {
    if (!m_sandbox) return false;
    QSignalSpy stopped(m_sandbox.get(), &Sandbox::stopped);
    m_sandbox->stop();
    return QTest::qWaitFor([&] { return !stopped.isEmpty(); }, kReadyMs);
}

QString SandboxRun::statementLog(int masternode) const {
    return m_folder.filePath(QStringLiteral("node%1.statements").arg(masternode));
}

std::optional<Hash> SandboxRun::pay(const Lock& to, Amount amount) {
    std::optional<QFuture<SubmitOutcome>> handedIn;
    bool failed = false;
    m_sandbox->faucet().prepare(to, amount, [&](const Faucet::Prepared& prepared) {
        if (prepared.ok())
            handedIn = m_sandbox->user().submit(encoded(prepared->tx));
        else
            failed = true;
    });
    const bool answered =
        QTest::qWaitFor([&] { return failed || (handedIn && handedIn->isFinished()); }, kReadyMs);
    if (!answered || failed || !handedIn->result().accepted) return std::nullopt;
    return handedIn->result().txid;
}

}  // namespace timecoin
