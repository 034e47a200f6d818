BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-BridgedContainer busybox -Name live -- httpd -f -p 80 | Out-Null
    Publish-ContainerPort live 18400:80
    Repair-ContainerNetwork | Out-Null
    $iptables = (Get-Command -Name iptables -CommandType Application)[0].Source
}

AfterAll { Clear-TestContainer }

Describe 'Repairing' {
    It 'has nothing to say where all is right' { Repair-ContainerNetwork | Should -BeNullOrEmpty }

    It 'says what it would do, and does nothing' {
        & $iptables -t nat -F CONTAINERNET

        Repair-ContainerNetwork -WhatIf | Should -BeNullOrEmpty
        (Get-ContainerPort live).HostPort | Should -BeNullOrEmpty
    }

    It 'says what it did' {
        & $iptables -t nat -F CONTAINERNET

        $repair = Repair-ContainerNetwork

        $repair.ContainerName | Should -Be 'live'
        $repair.Action | Should -Be 'Changed'
        $repair.Subject | Should -Be 'publish 18400/tcp'
        $repair.After | Should -Match '^172\.17\.0\.\d+:80$'
        (Get-ContainerPort live).HostPort | Should -Be 18400
    }

    It 'gives objects that survive a job' {
        & $iptables -t nat -F CONTAINERNET

        $repair = Start-Job -ScriptBlock { Import-Module $using:ManifestPath; Repair-ContainerNetwork } | Receive-Job -Wait -AutoRemoveJob

        $repair.Time | Should -BeOfType ([datetime])
        $repair.Subject | Should -Be 'publish 18400/tcp'
    }
}

Describe 'Watching' {
    It 'writes what it puts right' {
        $written = Invoke-Briefly 'Watch-ContainerNetwork' {
            & $iptables -t nat -F CONTAINERNET
            Start-Sleep -Seconds 2
        }

        $written.Subject | Should -Contain 'publish 18400/tcp'
    }

    It 'does nothing when it is asked what it would do' { Watch-ContainerNetwork -WhatIf | Should -BeNullOrEmpty }
}

Describe 'The service' {
    It 'is written nowhere when it is asked what would be done' {
        Register-ContainerNetworkService -WhatIf
        Unregister-ContainerNetworkService -WhatIf
    }
}
