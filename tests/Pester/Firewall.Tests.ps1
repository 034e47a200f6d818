BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-TestWeb | Out-Null
    Join-ContainerNetwork busybox -Container web -Name probe -- sleep 600 | Out-Null
}

AfterAll { Clear-TestContainer }

Describe 'Get-ContainerFirewallRule' {
    It 'tells what leads to a container' {
        $published = Get-ContainerFirewallRule web -Table nat | Where-Object -Property Purpose -EQ -Value Publish

        $published.ContainerName | Should -Be 'web'
        $published.Owner | Should -Be 'Engine'
        $published.Rule | Should -BeLike '*--dport 8080 *--to-destination *:80'
    }

    It 'gives a joined container the rules of its donor' {
        (Get-Container probe | Get-ContainerFirewallRule | Where-Object -Property Purpose -EQ -Value Publish).ContainerName | Should -Be 'web'
    }

    It 'knows the guard' {
        (Get-ContainerFirewallRule web -Chain CONTAINERNET-GUARD).Purpose | Should -Be 'Guard'
    }

    It 'splits all rules into those of somebody and those of nobody' {
        $all = @(Get-ContainerFirewallRule -All)
        $owned = @(Get-ContainerFirewallRule)
        $unowned = @(Get-ContainerFirewallRule -Unowned)

        $owned.Count | Should -BeGreaterThan 0
        $unowned.Count | Should -BeGreaterThan 0
        $owned.Count + $unowned.Count | Should -Be $all.Count
    }

    It 'shows counters with -Statistics' {
        Get-ContainerFirewallRule web -Statistics | Out-String | Should -Match 'Packets +Bytes'
        Get-ContainerFirewallRule web | Out-String | Should -Not -Match 'Packets'
    }

    It 'survives a job' {
        $rule = Get-ContainerFirewallRule web -Chain CONTAINERNET-GUARD
        $returned = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($rule, 1))

        "$($returned.Hooks)" | Should -Be "$($rule.Hooks)"
        $returned.Packets | Should -Be $rule.Packets
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Get-ContainerFirewallRule pro'; Text = 'probe' }
        @{ Line = 'Get-ContainerFirewallRule web -Table m'; Text = 'mangle' }
        @{ Line = 'Get-ContainerFirewallRule web -Chain containernet-g'; Text = 'CONTAINERNET-GUARD' }
    ) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText | Should -Contain $Text
    }
}
