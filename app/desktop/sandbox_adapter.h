// The sandbox as the window may use it. Thread: GUI.
#pragma once

#include "app/sandbox/sandbox.h"
#include "ui/window/sandbox_control.h"

namespace timecoin {

class SandboxAdapter : public SandboxControl {
public:
    /// `sandbox` outlives it.
    explicit SandboxAdapter(Sandbox& sandbox) : m_sandbox(sandbox) {}

    int masternodes() const override { return m_sandbox.masternodes(); }
    bool isRunning(int number) const override { return m_sandbox.node(number).isRunning(); }
    void start(int number) override { m_sandbox.startMasternode(number); }
    void stop(int number) override { m_sandbox.stopMasternode(number); }
    void faucet(const QString& address, Amount amount,
                std::function<void(const QString& code)> then) override;

private:
    Sandbox& m_sandbox;
};

}  // namespace timecoin
