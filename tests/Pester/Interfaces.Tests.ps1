BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-TestWeb | Out-Null
    $toolPath = (Get-Command -Name docker -CommandType Application)[0].Source
}

AfterAll { Clear-TestContainer }

Describe 'Get-ContainerInterface' {
    It 'names the network and the bridge' {
        $link = Get-ContainerInterface web -Name eth0

        $link.Network | Should -Be 'bridge'
        $link.Bridge | Should -Be 'docker0'
        $link.HostInterface | Should -BeLike 'veth*'
    }

    It 'shows the counters only when they are asked for' {
        (Get-ContainerInterface web -Name eth0).Statistics | Should -BeNullOrEmpty
        Get-ContainerInterface web -Name eth0 -Statistics | Out-String -Width 160 | Should -BeLike '*RxBytes*TxDrop*'
    }

    It 'counts what is sent' {
        $before = (Get-ContainerInterface web -Name lo -Statistics).Statistics.TxPackets
        Join-ContainerNetwork busybox -Container web -AutoRemove -Wait -- ping -c 3 127.0.0.1 | Out-Null
        $after = (Get-ContainerInterface web -Name lo -Statistics).Statistics.TxPackets

        $after - $before | Should -BeGreaterOrEqual 6
    }

    It 'gets the interfaces of the host before the others' {
        $links = Get-ContainerInterface -IncludeHost -Name docker0, eth0

        $links[0].Name | Should -Be 'docker0'
        $links[0].ContainerName | Should -BeNullOrEmpty
        $links[-1].ContainerName | Should -Be 'web'
    }

    It 'has a view of where interfaces lead' {
        Get-ContainerInterface web | Format-Table -View host | Out-String -Width 160 | Should -BeLike '*eth0*bridge*veth*docker0*'
    }

    It 'completes the names of interfaces' {
        (TabExpansion2 -inputScript 'Get-ContainerInterface web -Name et' -cursorColumn 35).CompletionMatches.CompletionText | Should -Contain 'eth0'
    }
}

Describe 'Watch-ContainerInterface' {
    It 'tells a network that is connected' {
        & $toolPath network create watched | Out-Null
        $changes = Invoke-Briefly 'Watch-ContainerInterface web -Name eth1' -Meanwhile {
            & $toolPath network connect watched web
            Start-Sleep -Seconds 2
        }
        & $toolPath network disconnect watched web | Out-Null
        & $toolPath network rm watched | Out-Null

        $changes.Change | Should -Contain 'AddressAdded'
        $changes[-1].Interface.Network | Should -Be 'watched'
        $changes | Out-String -Width 160 | Should -BeLike '*web*AddressAdded*eth1*'
    }
}
