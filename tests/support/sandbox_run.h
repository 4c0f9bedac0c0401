// A sandbox in this process, with short blocks, in a temporary folder: real threads, databases and
// sockets. Thread: main.
#pragma once

#include "app/sandbox/sandbox.h"

#include <QTemporaryDir>

#include <memory>

namespace timecoin {

class SandboxRun {
public:
    static constexpr int kReadyMs = 60'000;

    explicit SandboxRun(std::uint64_t blockIntervalMs = 500);
    /// Stops it, in order.
    ~SandboxRun();
    SandboxRun(const SandboxRun&) = delete;
    SandboxRun& operator=(const SandboxRun&) = delete;

    /// Starts it; true when everybody is ready.
    bool start();
    bool stop();
    Sandbox& operator*() { return *m_sandbox; }
    Sandbox* operator->() { return m_sandbox.get(); }
    QString statementLog(int masternode) const;

    /// A faucet payment to `to`, handed in at the user's node and accepted; empty when it was not.
    std::optional<Hash> pay(const Lock& to, Amount amount);

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Sandbox> m_sandbox;
};

}  // namespace timecoin
