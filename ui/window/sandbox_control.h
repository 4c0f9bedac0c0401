// What the window can do with a sandbox: stop and start its masternodes, and have money sent from its
// faucet. Thread: GUI. Nothing here waits.
#pragma once

#include "node/base/amount.h"

#include <QString>

#include <functional>

namespace timecoin {

class SandboxControl {
public:
    SandboxControl() = default;
    SandboxControl(const SandboxControl&) = delete;
    SandboxControl& operator=(const SandboxControl&) = delete;
    virtual ~SandboxControl() = default;

    virtual int masternodes() const = 0;
    /// `number` is 1 to masternodes().
    virtual bool isRunning(int number) const = 0;
    virtual void start(int number) = 0;
    virtual void stop(int number) = 0;
    /// `then` is called once, later: with an empty code when the payment is on its way, else with
    /// "bad_address", "faucet_empty" or the node's code.
    virtual void faucet(const QString& address, Amount amount,
                        std::function<void(const QString& code)> then) = 0;
};

}  // namespace timecoin
