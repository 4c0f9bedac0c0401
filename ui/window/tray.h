// The icon beside the clock and the notifications, where the desktop has them. Thread: GUI.
#pragma once

#include "wallet/values/wallet_values.h"

#include <QObject>
#include <QSystemTrayIcon>

#include <memory>

class QMenu;

namespace timecoin {

class Tray : public QObject {
    Q_OBJECT
public:
    explicit Tray(QObject* parent = nullptr);
    ~Tray() override;

    bool isThere() const { return m_icon != nullptr; }
    void tellFinal(const PaymentEntry& payment, bool hideAmounts);
    void tellFailed(const PaymentEntry& payment);

    /// The sentences, without a tray.
    static QString finalText(const PaymentEntry& payment, bool hideAmounts);

signals:
    void showRequested();
    void lockRequested();
    void quitRequested();

private:
    std::unique_ptr<QMenu> m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
};

}  // namespace timecoin
